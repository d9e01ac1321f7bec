//! `deckyard explain CODE`.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use super::{ExitStatus, completions, print, say};
use crate::diag::Code;
use crate::diag::nearest::nearest;

/// The arguments of `explain`.
#[derive(Args, Debug)]
pub(super) struct ExplainArguments {
    /// Code of the diagnostic, as in the brackets of a message [default: list all codes].
    #[arg(value_name = "CODE", add = ArgValueCandidates::new(completions::codes))]
    code: Option<String>,
}

/// Prints the page of a code.
pub(super) fn run(arguments: &ExplainArguments) -> ExitStatus {
    let Some(wanted) = &arguments.code else {
        let names: Vec<&str> = Code::all().map(Code::name).collect();
        print(&(names.join("\n") + "\n"));
        return ExitStatus::Success;
    };
    if let Some(code) = Code::from_name(wanted) {
        print(code.page());
        return ExitStatus::Success;
    }
    let guess = nearest(wanted, Code::all().map(Code::name));
    let help = guess.map_or_else(
        || "`deckyard explain` lists them".to_owned(),
        |guess| format!("did you mean `{guess}`?"),
    );
    say(&format!("error: there is no code `{wanted}`; {help}\n"));
    ExitStatus::Error
}
