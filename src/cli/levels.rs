//! `--deny`, `--allow` and `--strict`.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use super::completions;
use crate::diag::level::{CodeSelector, Level, LevelSet};
use crate::diag::nearest::nearest;

/// The levels of findings.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Levels")]
pub(super) struct LevelArguments {
    /// Make findings of this code errors; `warnings` means all warnings.
    #[arg(
        long,
        value_name = "CODE",
        value_delimiter = ',',
        value_parser = selector,
        add = ArgValueCandidates::new(completions::codes)
    )]
    deny: Vec<CodeSelector>,
    /// Do not report findings of this code.
    #[arg(
        long,
        value_name = "CODE",
        value_delimiter = ',',
        value_parser = allowable,
        add = ArgValueCandidates::new(completions::codes)
    )]
    allow: Vec<CodeSelector>,
    /// The same as `--deny warnings`.
    #[arg(long)]
    strict: bool,
}

impl LevelArguments {
    /// The levels, which must not contradict each other.
    pub(super) fn levels(&self) -> Result<LevelSet, String> {
        let mut set = LevelSet::default();
        let strict = self.strict.then_some(CodeSelector::Warnings);
        let denied = self.deny.iter().copied().chain(strict).map(|code| (code, Level::Deny));
        let allowed = self.allow.iter().map(|&code| (code, Level::Allow));
        for (selector, level) in denied.chain(allowed) {
            if !set.set(selector, level) {
                let name = selector.name();
                return Err(format!("`{name}` is both denied and allowed; choose one of them"));
            }
        }
        Ok(set)
    }
}

fn selector(name: &str) -> Result<CodeSelector, String> {
    CodeSelector::from_name(name).ok_or_else(|| match nearest(name, CodeSelector::names()) {
        Some(guess) => format!("there is no such code; did you mean `{guess}`?"),
        None => "there is no such code; `deckyard explain` lists them".to_owned(),
    })
}

fn allowable(name: &str) -> Result<CodeSelector, String> {
    match selector(name)? {
        CodeSelector::Code(code) if code.is_fixed() => {
            Err("always an error: the output would be wrong, or would publish hidden content"
                .to_owned())
        }
        selector => Ok(selector),
    }
}
