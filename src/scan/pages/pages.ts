/*
 * What is done with each value of a page of a Parquet file. Where things stand in memory, src/read/parquet/pages
 * decides, which sees to it that there is room behind what is read and written: 64 bytes.
 */

export { gatherCodes, gatherNumbers } from './gather';
export { readHybrid } from './hybrid';
export { sampledLongs, sampledTexts } from './ids';
export { areAllPresent, presentIn, spreadPlaces } from './places';
export { unpackSnappy } from './snappy';
