//! The new text of a reference after its target was moved, in the notation of its location.

use std::collections::BTreeMap;

use super::addresses::SiteFiles;
use super::{NameForm, Notation, SiteReference};
use crate::path::{ProjectPath, percent_encoded};

/// The new text of a reference; `None` if its target was not moved.
pub(super) fn rewritten(
    files: &SiteFiles,
    reference: &SiteReference,
    moved: &BTreeMap<ProjectPath, ProjectPath>,
) -> Option<Result<String, &'static str>> {
    let moves = reference.targets.iter().filter_map(|old| moved.get_key_value(old));
    // The file that the site itself shows determines the path; replacements of events move with it.
    let (old, new) = moves.min_by_key(|(old, _)| old.below("slides").is_none())?;
    let below = |path: &ProjectPath| match path.below("slides") {
        Some(below) => below.to_owned(),
        None => format!("../{path}"),
    };
    Some(match &reference.form {
        NameForm::SlidesPath(notation) => noted(&below(new), *notation),
        NameForm::SitePath(notation) => noted(new.as_str(), *notation),
        NameForm::DeckName(notation) => noted(new.stem(), *notation),
        NameForm::Address(notation, folder) => {
            noted(&address(files, reference, (old, new), folder), *notation)
        }
        NameForm::SlideName(_) => return None,
    })
}

/// A name in the notation of its location.
pub(super) fn noted(name: &str, notation: Notation) -> Result<String, &'static str> {
    match notation {
        Notation::Plain if name.contains([']', '\n']) => Err("the new name has a bracket"),
        Notation::Plain | Notation::Encoded => Ok(name.to_owned()),
        Notation::Yaml if is_plain_yaml(name) => Ok(name.to_owned()),
        Notation::Yaml => Ok(format!("\"{}\"", escaped(name))),
        Notation::Quoted('\'') => Ok(name.replace('\'', "''")),
        Notation::Quoted(_) => Ok(escaped(name)),
    }
}

fn escaped(name: &str) -> String {
    name.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Whether YAML reads an unquoted text as that text, in any position.
fn is_plain_yaml(name: &str) -> bool {
    let is_word = ["true", "false", "null", "yes", "no", "on", "off", "~"]
        .iter()
        .any(|word| name.eq_ignore_ascii_case(word));
    let begins = name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '.' | '/' | '_'));
    let is_safe = |c: char| c.is_alphanumeric() || "-_./%~+ ".contains(c) || !c.is_ascii();
    begins && !is_word && !name.ends_with(' ') && name.chars().all(is_safe) && !name.contains(" #")
        || name.starts_with(|c: char| c.is_ascii_digit())
            && name.contains(|c: char| c.is_alphabetic() && !matches!(c, 'e' | 'E' | 'x' | 'o'))
            && name.chars().all(is_safe)
        || name.starts_with("http") && !name.contains([' ', '"', '\''])
}

/// The new address, with everything around the path unchanged.
fn address(
    files: &SiteFiles,
    reference: &SiteReference,
    (old, new): (&ProjectPath, &ProjectPath),
    folder: &str,
) -> String {
    let written = reference.written.as_str();
    let end = written.find(['?', '#']).unwrap_or(written.len());
    let (path, tail) = written.split_at(end);
    let from_top = files.in_site(path);
    let rest = from_top.unwrap_or(path);
    let mut before = &path[..path.len() - rest.len()];
    let rest = match rest.strip_prefix("./") {
        Some(after) if before.is_empty() => {
            before = "./";
            after
        }
        _ => rest,
    };
    let is_manifest = files.manifests().contains(old);
    let path = if is_manifest && new.stem() != old.stem() {
        let (above, name) = match rest.rsplit_once('/') {
            Some((above, name)) => (format!("{above}/"), name),
            None => (String::new(), rest),
        };
        let decoded = crate::path::percent_decoded(name);
        let ending = decoded.strip_prefix(old.stem()).unwrap_or(".html").to_owned();
        format!("{above}{}{ending}", percent_encoded(new.stem()))
    } else {
        let out = out_path(files, new);
        let relative = if from_top.is_some() { out } else { relative(folder, &out) };
        percent_encoded(&relative)
    };
    format!("{before}{path}{tail}")
}

/// The address of a file from the top of the output.
fn out_path(files: &SiteFiles, file: &ProjectPath) -> String {
    let below = file.below("slides").or_else(|| file.below("static"));
    let below = below.or_else(|| file.below(files.overlay_of(file)?));
    below.map_or_else(|| format!("../{file}"), str::to_owned)
}

/// A path of the output, relative to a folder in it.
fn relative(folder: &str, path: &str) -> String {
    if folder.is_empty() {
        return path.to_owned();
    }
    let from: Vec<&str> = folder.split('/').collect();
    let to: Vec<&str> = path.split('/').collect();
    let same = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let same = same.min(to.len() - 1);
    format!("{}{}", "../".repeat(from.len() - same), to[same..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::{is_plain_yaml, noted, relative};
    use crate::refs::Notation;

    #[test]
    fn names_are_quoted_when_yaml_needs_it() {
        for plain in ["a", "k8s/x.md", "a b.md", "2027-x.md", "https://example.org/x.html#a", "été"]
        {
            assert!(is_plain_yaml(plain), "{plain}");
        }
        for other in ["", "true", "1e5", "12", "a: b", "a #b", "- x", "#x", "&x", "a,b", "x "] {
            assert!(!is_plain_yaml(other), "{other}");
        }
        assert_eq!(noted("a: \"b\"", Notation::Yaml), Ok("\"a: \\\"b\\\"\"".to_owned()));
        assert_eq!(noted("it's", Notation::Quoted('\'')), Ok("it''s".to_owned()));
        assert!(noted("a]b", Notation::Plain).is_err());
    }

    #[test]
    fn style_sheets_see_pictures_from_their_folder() {
        assert_eq!(relative("", "images/x.png"), "images/x.png");
        assert_eq!(relative("css", "images/x.png"), "../images/x.png");
        assert_eq!(relative("a/b", "a/c/x.png"), "../c/x.png");
        assert_eq!(relative("a", "a/x.png"), "x.png");
    }
}
