//! Which part of a site to build: `2/3` is the second of three.

use std::fmt;
use std::str::FromStr;

/// The most parts that a site can be built in: each of them reads the whole site.
const MOST_PARTS: usize = 1_000;

/// One of several parts in which a site is built.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Its number, from 1.
    number: usize,
    /// How many parts there are.
    count: usize,
}

impl Shard {
    /// Its index, from 0.
    pub(crate) fn index(self) -> usize {
        self.number - 1
    }

    /// How many parts there are.
    pub fn count(self) -> usize {
        self.count
    }

    /// Its number, from 1.
    pub fn number(self) -> usize {
        self.number
    }
}

/// As written on the command line.
impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.count)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |text: &str| {
            let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            // One with too many digits is too large in any case.
            is_number.then(|| text.parse().unwrap_or(usize::MAX))
        };
        let parts = text.split_once('/').and_then(|(i, n)| number(i).zip(number(n)));
        let Some((number, count)) = parts else {
            return Err("expected a part and the number of parts, such as 1/3".to_owned());
        };
        match (number, count) {
            (_, 0) => Err("there must be at least one part, such as 1/1".to_owned()),
            _ if count > MOST_PARTS => {
                Err(format!("a site can be built in at most {MOST_PARTS} parts"))
            }
            (0, _) => Err(format!("parts are numbered from 1: the first one is 1/{count}")),
            _ if number > count => {
                Err(format!("parts are numbered from 1/{count} to {count}/{count}"))
            }
            _ => Ok(Self { number, count }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn a_part_is_one_of_those_that_there_are() {
        for text in ["1/1", "1/3", "3/3", "1000/1000"] {
            assert_eq!(text.parse::<Shard>().unwrap().to_string(), text);
        }
        for (text, expected) in [
            ("x", "such as 1/3"),
            ("", "such as 1/3"),
            ("1", "such as 1/3"),
            ("1/", "such as 1/3"),
            ("-1/3", "such as 1/3"),
            ("+1/3", "such as 1/3"),
            ("1/3/5", "such as 1/3"),
            ("0/3", "the first one is 1/3"),
            ("4/3", "from 1/3 to 3/3"),
            ("1/0", "at least one part"),
            ("0/0", "at least one part"),
            ("1/1001", "at most 1000"),
            ("1/99999999999999999999999", "at most 1000"),
        ] {
            let message = text.parse::<Shard>().unwrap_err();
            assert!(message.contains(expected), "{text}: {message}");
        }
    }
}
