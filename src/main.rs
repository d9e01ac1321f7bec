//! The `deckyard` program; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    deckyard::cli::main().into()
}
