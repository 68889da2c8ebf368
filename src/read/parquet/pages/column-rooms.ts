import { noRoom, type Room } from './page-memory.js';

/** Where a column's pages are read; the same for all row groups, one after the other. */
export interface ColumnRooms {
  packed: Room;
  dictionary: Room;
  page: Room;
  levels: Room;
  places: Room;
}

export function columnRooms(): ColumnRooms {
  return {
    packed: noRoom(),
    dictionary: noRoom(),
    page: noRoom(),
    levels: noRoom(),
    places: noRoom(),
  };
}
