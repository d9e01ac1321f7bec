//! `deckyard explain CODE`.

use clap::Args;

use super::{Status, print, say};
use crate::diag::Code;
use crate::diag::nearest::nearest;

/// The arguments of `explain`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The code, as it stands in brackets in a message; all are listed without one.
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Prints the page of a code.
pub(super) fn run(arguments: &Arguments) -> Status {
    let Some(wanted) = &arguments.code else {
        let names: Vec<&str> = Code::all().map(Code::name).collect();
        print(&(names.join("\n") + "\n"));
        return Status::Success;
    };
    if let Some(code) = Code::from_name(wanted) {
        print(code.page());
        return Status::Success;
    }
    let guess = nearest(wanted, Code::all().map(Code::name));
    let help = guess.map_or_else(
        || "`deckyard explain` lists them".to_owned(),
        |guess| format!("did you mean `{guess}`?"),
    );
    say(&format!("error: there is no code `{wanted}`; {help}\n"));
    Status::Error
}
