//! What is known about a deck besides its chapters: its variables, and the scripts of its site.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::compose::Variables;
use crate::manifest::Manifest;
use crate::source::Source;
use crate::world::World;

/// The folders and extensions of files that may contain the author's scripts.
const SCRIPTS: [(&str, &[&str]); 3] = [
    ("static", &["js", "mjs", "html"]),
    ("templates", &["html", "js"]),
    ("slides", &["js", "mjs", "html"]),
];

/// Programs that read formulas in a page.
const FORMULA_READERS: [&str; 4] = ["katex", "mathjax", "asciimath", "mathlive"];

/// What is known about a deck besides its chapters.
pub(super) struct DeckFacts<'a> {
    world: &'a dyn World,
    /// The names of all variables, in capitals.
    variables: BTreeSet<String>,
    /// Those under `vars:`.
    own: BTreeSet<String>,
    scripts: OnceLock<ScriptTexts>,
}

impl<'a> DeckFacts<'a> {
    pub(super) fn new(world: &'a dyn World, manifest: &Manifest, variables: &Variables) -> Self {
        let all = variables.values.keys().cloned().chain(["TOC", "AGENDA"].map(str::to_owned));
        let own = manifest.vars.iter().map(|(name, _)| name.clone());
        Self { world, variables: all.collect(), own: own.collect(), scripts: OnceLock::new() }
    }

    /// What to write for a variable, by any spelling of its name.
    pub(super) fn variable(&self, name: &str) -> Option<String> {
        let name = shouted(name);
        self.variables.contains(&name).then(|| format!("@@{name}@@"))
    }

    /// Whether `vars:` of the manifest defines a variable.
    pub(super) fn is_own_variable(&self, name: &str) -> bool {
        self.own.contains(&shouted(name))
    }

    /// The scripts of the site, read on first use: few decks have a line that they could explain.
    pub(super) fn scripts(&self) -> &ScriptTexts {
        self.scripts.get_or_init(|| ScriptTexts::read(self.world))
    }
}

fn shouted(name: &str) -> String {
    name.trim().to_uppercase().replace('-', "_")
}

/// The scripts and templates of a site.
pub(super) struct ScriptTexts(Vec<Source>);

impl ScriptTexts {
    fn read(world: &dyn World) -> Self {
        let mut texts = Vec::new();
        for (folder, extensions) in SCRIPTS {
            for file in world.list(folder).iter() {
                if extensions.iter().any(|extension| file.has_extension(extension)) {
                    texts.extend(world.source(file));
                }
            }
        }
        Self(texts)
    }

    /// Whether a script names a property.
    pub(super) fn read_property(&self, key: &str) -> bool {
        self.0.iter().any(|source| names_property(source.text(), key))
    }

    /// Whether formulas are read in the page.
    pub(super) fn read_formulas(&self) -> bool {
        self.0.iter().any(|source| loads_formulas(source.text()))
    }
}

/// Whether a text loads a program that reads formulas.
pub(super) fn loads_formulas(text: &str) -> bool {
    let is_loaded = |rest: &str| {
        let end = rest.find('>').unwrap_or(rest.len());
        let tag = rest[..end].to_ascii_lowercase();
        FORMULA_READERS.iter().any(|name| tag.contains(name))
    };
    text.split("<script").skip(1).any(is_loaded)
        || text.contains("MathJax") && text.contains("window.")
        || text.contains("renderMathInElement")
}

/// Whether a script in a chapter names a property.
pub(super) fn in_script(text: &str, key: &str) -> bool {
    let scripts = text.split("<script").skip(1);
    scripts
        .into_iter()
        .any(|rest| names_property(rest.split("</script").next().unwrap_or_default(), key))
}

/// Whether a script names a property: `properties.key`, `["key"]`, `data-key`.
fn names_property(script: &str, key: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '-');
    script.match_indices(key).any(|(at, _)| {
        let (before, after) = (&script[..at], &script[at + key.len()..]);
        let is_whole = !after.starts_with(is_name);
        let is_quoted = before.ends_with(['"', '\'', '`']) && after.starts_with(['"', '\'', '`']);
        is_quoted || is_whole && (before.ends_with("properties.") || before.ends_with("data-"))
    })
}

#[cfg(test)]
mod tests {
    use super::{in_script, loads_formulas, names_property};

    #[test]
    fn scripts_name_properties_in_several_ways() {
        for script in
            ["s.properties.tempo", "properties['tempo']", "[data-tempo]", "get(\"tempo\")"]
        {
            assert!(names_property(script, "tempo"), "{script}");
        }
        for script in ["tempo = 1", "properties.tempos", "// the tempo"] {
            assert!(!names_property(script, "tempo"), "{script}");
        }
        assert!(in_script("<script>x['a']</script> 'b'", "a"));
        assert!(!in_script("<script>x['a']</script> 'b'", "b"));
    }

    #[test]
    fn formulas_are_read_by_a_script_that_is_loaded() {
        assert!(loads_formulas("<script src=\"https://x/KaTeX.js\"></script>"));
        assert!(!loads_formulas("We like KaTeX."));
    }
}
