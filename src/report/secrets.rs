//! Tokens of private events, which no report repeats: the log of a CI job is often public.
//!
//! **Invariant:** tokens are found in the text of the list, not in its parsed form, because a report may be about a list that
//! cannot be read.

use std::borrow::Cow;

use crate::diag::nearest::nearest;
use crate::event;
use crate::source::Source;
use crate::world::World;

/// The shortest text that is hidden. Shorter ones are not accepted as tokens, and hiding common words would make reports
/// unreadable.
const SHORTEST: usize = 16;

/// What is shown instead of each byte: columns stay the same.
const MASK: &str = "*";

/// The tokens of a site, in lower case.
#[derive(Debug, Default)]
pub(super) struct Secrets(Vec<String>);

impl Secrets {
    /// Those in the lists of events.
    pub(super) fn of(world: &dyn World) -> Self {
        let lists = event::find(world).into_iter().flatten();
        let mut all: Vec<_> = lists
            .filter_map(|path| world.excerpt(&path))
            .flat_map(|list| tokens(list.text()))
            .collect();
        // A token may contain another.
        all.sort_by_key(|token| std::cmp::Reverse(token.len()));
        all.dedup();
        Self(all)
    }

    /// A text without tokens, of the same length.
    pub(super) fn masked<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.0.is_empty() {
            return Cow::Borrowed(text);
        }
        // Many hosts ignore case. Positions stay the same: only ASCII letters change.
        let lower = text.to_ascii_lowercase();
        let mut shown = Cow::Borrowed(text);
        for token in &self.0 {
            for (at, _) in lower.match_indices(token.as_str()) {
                let end = at + token.len();
                shown.to_mut().replace_range(at..end, &MASK.repeat(token.len()));
            }
        }
        shown
    }

    /// A file without tokens, in which everything has the same position.
    pub(super) fn masked_source(&self, source: Source) -> Source {
        match self.masked(source.text()) {
            Cow::Borrowed(_) => source,
            Cow::Owned(text) => Source::new(source.path().clone(), &text),
        }
    }
}

/// The values of `token:`, however misspelled, in a text that may not be valid YAML.
fn tokens(text: &str) -> Vec<String> {
    let colons = text.match_indices(':').map(|(at, _)| at);
    let after_keys = colons.filter(|&at| is_token_key(&text[..at])).map(|at| &text[at + 1..]);
    after_keys.filter_map(value).map(str::to_ascii_lowercase).collect()
}

/// Whether a text ends with the name of the key.
fn is_token_key(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t', '"', '\'']);
    let length = before.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
    let key = before[before.len() - length..].to_ascii_lowercase();
    key.starts_with("tok") || nearest(&key, ["token"]).is_some()
}

/// The value of a key: the first long word on its line, or on the next one.
fn value(after: &str) -> Option<&str> {
    let lines = after.lines().take(2);
    let mut words = lines.flat_map(|line| {
        line.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'))
    });
    words.find(|word| word.len() >= SHORTEST)
}

#[cfg(test)]
mod tests {
    use super::Secrets;
    use crate::world::MemoryWorld;

    const TOKEN: &str = "7hX2mQe9LrVt0ZkPcWb4Ys";

    #[test]
    fn a_token_is_hidden_however_it_is_written() {
        for list in [
            "- token: TOKEN\n",
            "- {title: T, token: TOKEN, slug: x}\n",
            "- {\"token\": \"TOKEN\"}\n",
            "- Token : 'TOKEN'\n",
            "- tokne: TOKEN\n",
            "- tokens: [TOKEN]\n",
            "- token:\n    TOKEN\n",
            "- token: >-\n    TOKEN\n",
            "- token: &t TOKEN\n",
            "- token: TOKEN # for the guild\n",
            "- token: TOKEN\n  title: [broken\n",
        ] {
            let list = list.replace("TOKEN", TOKEN);
            let world = MemoryWorld::default().with("workshops.yml", list.clone());
            let secrets = Secrets::of(&world);
            let shown = secrets.masked(&list);
            assert!(!shown.contains(TOKEN), "{list}");
            assert_eq!(shown.len(), list.len());
            for address in ["private/7hX2mQe9LrVt0ZkPcWb4Ys/", "private/7HX2MQE9LRVT0ZKPCWB4YS/"] {
                assert_eq!(secrets.masked(address), "private/**********************/");
            }
        }
    }

    #[test]
    fn nothing_else_is_hidden() {
        let list = "- {title: The tokenizer of a very-long-slug-of-bread, slug: very-long-slug-of-bread}\n";
        let world = MemoryWorld::default().with("workshops.yml", list);
        assert_eq!(Secrets::of(&world).masked(list), list);
    }
}
