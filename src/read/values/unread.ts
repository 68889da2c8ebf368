/** What stands in a row for a column that is not read; a row of nothing but that would be a blank one. */
export const UNREAD = '…';
