export {
  type MeanDetectableQuestion,
  type MeanPowerQuestion,
  type MeanSizeQuestion,
  meanPower,
  meanSampleSize,
  meanSmallestDetectable,
} from './power-mean.js';
export {
  type ProportionDetectableQuestion,
  type ProportionPowerQuestion,
  type ProportionSizeQuestion,
  proportionPower,
  proportionSampleSize,
  proportionSmallestDetectable,
} from './power-proportion.js';
