//! The `deckyard` program; everything is in the library.

use std::process::ExitCode;

/// A tenth of a build's time: the regular expressions of the highlighter allocate in C, which
/// this replaces too.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    deckyard::cli::main().into()
}
