//! The `deckyard` program; everything is in the library.

use std::process::ExitCode;

/// This saves a tenth of a build's time: the highlighter's regular expressions allocate in C, whose
/// allocator is replaced, too.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    deckyard::cli::main().into()
}
