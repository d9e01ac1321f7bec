//! `deckyard schema NAME`.

use std::borrow::Cow;

use clap::{Args, ValueEnum};

use super::{ExitStatus, print};
use crate::schema;

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
    /// The report of `diff --format json`.
    Changes,
    /// Manifests: the YAML files in `slides/`.
    Manifest,
    /// The file `workshops.yml`.
    Workshops,
    /// The file `theme.yml` of a theme.
    Theme,
    /// The file `events.json` of a site.
    Events,
}

impl SchemaName {
    fn text(self) -> Cow<'static, str> {
        match self {
            Self::Report => include_str!("../../docs/schemas/report.json").into(),
            Self::Changes => include_str!("../../docs/schemas/changes.json").into(),
            Self::Manifest => format!("{:#}\n", schema::manifest()).into(),
            Self::Workshops => format!("{:#}\n", schema::workshops()).into(),
            Self::Events => include_str!("../../docs/schemas/events.json").into(),
            Self::Theme => format!("{:#}\n", schema::theme()).into(),
        }
    }
}

/// Prints a JSON Schema.
pub(super) fn run(arguments: &SchemaArguments) -> ExitStatus {
    print(&arguments.schema.text());
    ExitStatus::Success
}
