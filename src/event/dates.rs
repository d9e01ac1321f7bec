//! Days, ranges of days, and how people write them.
