//! The verdicts of the reader and the schema on a file.

use std::sync::LazyLock;

use deckyard::diag::{Diagnostic, Severity};
use deckyard::event;
use deckyard::manifest::{self, Overrides, yaml};
use deckyard::path::ProjectPath;
use deckyard::schema;
use deckyard::source::Source;
use jsonschema::Validator;

/// The kinds of files that have a schema.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    Manifest,
    Workshops,
}

static MANIFEST: LazyLock<Validator> = LazyLock::new(|| validator(&schema::manifest()));
static WORKSHOPS: LazyLock<Validator> = LazyLock::new(|| validator(&schema::workshops()));

fn validator(schema: &serde_json::Value) -> Validator {
    jsonschema::draft7::meta::validate(schema).expect("a schema of draft 7");
    jsonschema::validator_for(schema).expect("a schema")
}

impl FileKind {
    pub(crate) fn source(self, text: &str) -> Source {
        let path = match self {
            Self::Manifest => "slides/deck.yml",
            Self::Workshops => "workshops.yml",
        };
        Source::new(ProjectPath::new(path), text)
    }

    pub(crate) fn diagnostics(self, text: &str) -> Vec<Diagnostic> {
        let source = self.source(text);
        match self {
            Self::Manifest => manifest::read(&source, &Overrides::default()).diagnostics,
            Self::Workshops => event::read(&source).diagnostics,
        }
    }

    /// The reader's verdict on a text.
    pub(crate) fn findings(self, text: &str) -> Vec<&'static str> {
        let found = self.diagnostics(text);
        found.iter().map(|diagnostic| diagnostic.problem.code().name()).collect()
    }

    /// The errors that the reader finds in a text.
    pub(crate) fn errors(self, text: &str) -> Vec<&'static str> {
        let found = self.diagnostics(text);
        let errors = found.iter().filter(|found| found.severity() == Severity::Error);
        errors.map(|diagnostic| diagnostic.problem.code().name()).collect()
    }

    /// What the schema says of a text; `None` if it is not YAML.
    pub(crate) fn violations(self, text: &str) -> Option<Vec<String>> {
        let value = schema::json_of(&yaml::read(&self.source(text)).ok()?);
        let validator = match self {
            Self::Manifest => &MANIFEST,
            Self::Workshops => &WORKSHOPS,
        };
        let errors = validator.iter_errors(&value);
        Some(errors.map(|error| format!("{}: {error}", error.instance_path())).collect())
    }
}
