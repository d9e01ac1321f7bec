//! The changes of an event to the manifests of its decks.

use super::{ContentEntry, Manifest, Missing, Overrides};
use crate::path::ProjectPath;
use crate::span::{Span, Spanned};

/// How an event's decks differ from the manifest. Equal changes, equal decks.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ManifestChanges {
    /// The tags to leave out, instead of the manifest's.
    pub exclude: Option<Vec<String>>,
    /// Variables that override the manifest's, by name in upper case.
    pub vars: Vec<(String, String)>,
    /// Chapters, by their paths in the site, and slides, `#name`, to leave out.
    pub skip: Vec<String>,
    /// Chapters to add, each after another one; both by their paths in the site.
    pub after: Vec<(String, String)>,
    /// Texts that override the manifest's, by key: the event's name, language and address.
    pub texts: Vec<(&'static str, String)>,
    /// How missing chapters are handled.
    pub missing: Missing,
}

impl Manifest {
    /// Applies the changes of an event. Overrides from outside still take precedence, and so do texts
    /// in the event's own manifest, one in its overlay.
    pub fn change(
        &mut self,
        changes: &ManifestChanges,
        overrides: &Overrides,
        overlay: Option<&str>,
    ) {
        let span = Span::start_of(self.path.clone());
        let is_own = overlay.is_some_and(|overlay| self.path.below(overlay).is_some());
        for (key, text) in &changes.texts {
            // The archive is next to the slides.
            let is_said =
                |key: &str| overrides.get(key).is_some() || is_own && !self.text(key).is_empty();
            // Without the address of the site, it is beside the slides of a manifest that sets
            // neither.
            let is_elsewhere = || {
                let is_public = text.contains("://");
                !is_public && (self.given("zip").is_some() || self.given("slides").is_some())
            };
            let is_given = is_said(key) || *key == "zip" && (is_said("slides") || is_elsewhere());
            if !is_given {
                self.texts.retain(|(other, _)| other != key);
                self.texts.push((key, Spanned::new(text.clone(), span.clone())));
            }
        }
        if let Some(exclude) =
            changes.exclude.as_ref().filter(|_| overrides.get("exclude").is_none())
        {
            self.exclude =
                exclude.iter().map(|tag| Spanned::new(tag.clone(), span.clone())).collect();
            self.is_changed = true;
        }
        for (name, value) in &changes.vars {
            let lower = name.to_lowercase();
            let is_given =
                overrides.iter().any(|(key, _)| key.strip_prefix("vars.").unwrap_or(key) == lower);
            if !is_given {
                self.vars.retain(|(other, _)| other != name);
                self.vars.push((name.clone(), Spanned::new(value.clone(), span.clone())));
            }
        }
        let slides = changes.skip.iter().filter_map(|skip| skip.strip_prefix('#'));
        self.skip = slides.map(str::to_owned).collect();
        self.missing = changes.missing;
        if !changes.skip.is_empty() || !changes.after.is_empty() {
            self.content =
                changed(std::mem::take(&mut self.content), changes, &mut self.applied_skips);
        }
    }
}

/// The chapters without the skipped ones and with the added ones.
fn changed(
    entries: Vec<ContentEntry>,
    changes: &ManifestChanges,
    applied_skips: &mut Vec<String>,
) -> Vec<ContentEntry> {
    let mut out = Vec::with_capacity(entries.len());
    for entry in entries {
        let (path, span) = match entry {
            ContentEntry::Part(inner) => {
                out.push(ContentEntry::Part(changed(inner, changes, applied_skips)));
                continue;
            }
            ContentEntry::Inline(_) => {
                out.push(entry);
                continue;
            }
            ContentEntry::Chapter { ref path, .. } => {
                (ProjectPath::resolve("slides", &path.value), path.span.clone())
            }
        };
        let is = |written: &String| path.as_ref().is_some_and(|path| path.as_str() == written);
        let is_named =
            changes.skip.iter().chain(changes.after.iter().map(|(path, _)| path)).any(is);
        applied_skips.extend(path.as_ref().filter(|_| is_named).map(ToString::to_string));
        if !changes.skip.iter().any(is) {
            out.push(entry);
        }
        for (_, added) in changes.after.iter().filter(|(after, _)| is(after)) {
            let path = Spanned::new(format!("../{added}"), span.clone());
            out.push(ContentEntry::Chapter { path, minutes: None });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::ManifestChanges;
    use crate::manifest::{ContentEntry, Manifest, Overrides, read};
    use crate::path::ProjectPath;
    use crate::source::Source;

    fn changed(text: &str, changes: &ManifestChanges, overrides: &Overrides) -> Manifest {
        let source = Source::new(ProjectPath::new("slides/x.yml"), text);
        let mut manifest = read(&source, overrides).output.unwrap();
        manifest.change(changes, overrides, Some("slides/own"));
        manifest
    }

    fn chapters(entries: &[ContentEntry]) -> Vec<String> {
        let of = |entry: &ContentEntry| match entry {
            ContentEntry::Chapter { path, .. } => vec![path.value.clone()],
            ContentEntry::Part(inner) => chapters(inner),
            ContentEntry::Inline(_) => Vec::new(),
        };
        entries.iter().flat_map(of).collect()
    }

    #[test]
    fn chapters_are_left_out_and_added() {
        let changes = ManifestChanges {
            skip: vec!["slides/a.md".to_owned(), "#end".to_owned()],
            after: vec![
                ("slides/b.md".to_owned(), "events/x/one.md".to_owned()),
                ("slides/a.md".to_owned(), "events/x/two.md".to_owned()),
            ],
            ..ManifestChanges::default()
        };
        let text = "content:\n- a.md\n- - ./b.md\n  - c.md\n";
        let manifest = changed(text, &changes, &Overrides::default());
        let expected = ["../events/x/two.md", "./b.md", "../events/x/one.md", "c.md"];
        assert_eq!(chapters(&manifest.content), expected);
        assert_eq!(manifest.skip, ["end"]);
    }

    #[test]
    fn an_event_stands_in_front_of_shared_manifests_but_not_of_its_own() {
        let texts = vec![("title", "Event".to_owned()), ("html", "x.html".to_owned())];
        let changes = ManifestChanges { texts, ..ManifestChanges::default() };
        let mut overrides = Overrides::default();
        let text = |path: &str, overrides: &Overrides| {
            let source = Source::new(ProjectPath::new(path), "title: Manifest\n");
            let mut manifest = read(&source, overrides).output.unwrap();
            manifest.change(&changes, overrides, Some("events/x"));
            [manifest.text("title").to_owned(), manifest.text("html").to_owned()]
        };
        assert_eq!(text("slides/x.yml", &overrides), ["Event", "x.html"]);
        assert_eq!(text("events/x/x.yml", &overrides), ["Manifest", "x.html"]);
        overrides.set("title", "Given");
        assert_eq!(text("slides/x.yml", &overrides), ["Given", "x.html"]);
    }

    #[test]
    fn the_command_line_stands_in_front_of_the_event() {
        let changes = ManifestChanges {
            exclude: Some(vec!["b".to_owned()]),
            vars: vec![("WIFI".to_owned(), "event".to_owned())],
            ..ManifestChanges::default()
        };
        let text = "exclude: [a]\nvars: {wifi: manifest}\n";
        let manifest = changed(text, &changes, &Overrides::default());
        assert_eq!((manifest.exclude[0].value.as_str(), manifest.vars.len()), ("b", 1));
        assert_eq!(manifest.vars[0].1.value, "event");
        let mut overrides = Overrides::default();
        overrides.set("exclude", "c");
        overrides.set("vars.wifi", "given");
        let manifest = changed(text, &changes, &overrides);
        assert_eq!(manifest.exclude[0].value, "c");
        assert_eq!(manifest.vars[0].1.value, "given");
    }
}
