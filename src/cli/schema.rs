//! `deckyard schema NAME`.

use clap::{Args, ValueEnum};

use super::{ExitStatus, print};

/// The arguments of `schema`.
#[derive(Args, Debug)]
pub(super) struct SchemaArguments {
    /// What the schema describes.
    #[arg(value_name = "NAME")]
    schema: SchemaName,
}

/// What has a schema.
#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
enum SchemaName {
    /// The report of `check --format json`.
    Report,
}

impl SchemaName {
    fn text(self) -> &'static str {
        match self {
            Self::Report => include_str!("../../docs/schemas/report.json"),
        }
    }
}

/// Prints a JSON Schema.
pub(super) fn run(arguments: &SchemaArguments) -> ExitStatus {
    print(arguments.schema.text());
    ExitStatus::Success
}
