export const DAYS_IN_YEAR = 365;
