//! Samples of files: each is written into a site, and `check` finds nothing in it, or only the
//! codes that the block names.

use std::fs;

use deckyard::keys::MAPPINGS;

use crate::blocks::Block;
use crate::sites::Scratch;

/// Checks a sample. On a page that is followed, it is a step.
pub(crate) fn check(block: &Block, page: &str, site: &mut Scratch) -> Result<(), String> {
    if block.language == "json" || block.path.as_deref().is_some_and(is_of_others) {
        return parsed(block);
    }
    let (path, text) = file(block)?;
    if !crate::FOLLOWED.contains(&page) {
        let copy = site.copy();
        write(&copy, &path, &text, block)?;
        adapt(&copy, &path, &text)?;
        return compared(block, &copy);
    }
    write(site, &path, &text, block)?;
    // A manifest precedes the chapters that it lists.
    let is_whole = is_a(&path, "md");
    if is_whole { compared(block, site) } else { Ok(()) }
}

/// Whether a path has an extension.
fn is_a(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, own)| own == extension)
}

/// Whether a file belongs to another program, and is only parsed.
fn is_of_others(path: &str) -> bool {
    [".github/", ".gitlab-ci.yml", ".forgejo/", ".vscode/"]
        .iter()
        .any(|start| path.starts_with(start))
}

fn parsed(block: &Block) -> Result<(), String> {
    let text = &block.body;
    let value = match block.language.as_str() {
        "json" => {
            serde_json::from_str::<serde_json::Value>(text).map_err(|error| error.to_string())
        }
        "yaml" => {
            serde_saphyr::from_str::<serde_json::Value>(text).map_err(|error| error.to_string())
        }
        language => Err(format!("nothing parses `{language}`")),
    }?;
    let is_mapping = value.as_object().is_some_and(|object| !object.is_empty()) || value.is_array();
    is_mapping.then_some(()).ok_or_else(|| "is neither a mapping nor a list".to_owned())
}

/// The keys at the beginnings of lines.
fn keys(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| !line.starts_with([' ', '#', '-', '}', ']']));
    lines.filter_map(|line| line.split_once(':')).map(|(key, _)| key).collect()
}

/// Whether all keys of a text are those of a mapping.
fn are_of(mapping: &str, text: &str) -> bool {
    let mapping = MAPPINGS.iter().find(|known| known.name == mapping).expect("a mapping");
    let keys = keys(text);
    !keys.is_empty() && keys.iter().all(|key| mapping.names().any(|known| known == *key))
}

/// The file that a block shows: its path, and its text without the indentation of a fragment.
fn file(block: &Block) -> Result<(String, String), String> {
    let lines = block.body.lines().filter(|line| !line.trim().is_empty());
    let indent = lines.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let mut text: String = match block.language.as_str() {
        "yaml" => block
            .body
            .lines()
            .flat_map(|line| [line.get(indent..).unwrap_or_default(), "\n"])
            .collect(),
        _ => block.body.clone(),
    };
    let path = match (&block.path, block.language.as_str()) {
        (Some(path), _) => path.clone(),
        (None, "markdown" | "md") => "slides/sample.md".to_owned(),
        (None, "yaml") if are_of("workshops", &text) => "workshops.yml".to_owned(),
        (None, "yaml") if are_of("manifest", &text) => "slides/sample.yml".to_owned(),
        (None, language) => {
            return Err(format!(
                "name the file of this `{language}` block, as in ```{language} PATH, or say skip=REASON"
            ));
        }
    };
    let is_manifest = path.starts_with("slides/") && is_a(&path, "yml");
    if is_manifest && !keys(&text).contains(&"content") {
        text += "content: [dough.md]\n";
    }
    Ok((path, text))
}

fn write(site: &Scratch, path: &str, text: &str, block: &Block) -> Result<(), String> {
    let file = site.folder().join(path);
    let mut before = String::new();
    if block.is_appended {
        before = fs::read_to_string(&file).map_err(|error| format!("{path}: {error}"))? + "\n";
    }
    fs::create_dir_all(file.parent().expect("a folder")).map_err(|error| error.to_string())?;
    fs::write(&file, before + text).map_err(|error| error.to_string())
}

/// Completes a fragment: a chapter needs a deck, an event its site.
fn adapt(site: &Scratch, path: &str, text: &str) -> Result<(), String> {
    let chapter = path.strip_prefix("slides/").filter(|path| is_a(path, "md"));
    if let Some(chapter) = chapter {
        let exists = fs::read_to_string(site.folder().join("slides/bread.yml")).unwrap_or_default();
        if !exists.contains(chapter) {
            let manifest = format!("title: A sample\ncontent:\n- {chapter}\n");
            fs::write(site.folder().join("slides/sample.yml"), manifest)
                .map_err(|error| error.to_string())?;
        }
    }
    let keys = keys(text);
    if path == "workshops.yml" && !keys.contains(&"site") {
        let site_keys = "site: {title: The bakery, url: 'https://example.org/bakery/', timezone: Europe/Paris}\n";
        let events = if keys.contains(&"workshops") { "" } else { "workshops: []\n" };
        fs::write(site.folder().join(path), format!("{site_keys}{events}{text}"))
            .map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn compared(block: &Block, site: &Scratch) -> Result<(), String> {
    let said = site.checked("short");
    let found: Vec<&str> =
        said.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0)).collect();
    let mut codes = found.clone();
    codes.sort_unstable();
    codes.dedup();
    let mut expected: Vec<&str> = block.warns.iter().map(String::as_str).collect();
    expected.sort_unstable();
    let is_expected = codes == expected && !said.contains("error: ");
    is_expected.then_some(()).ok_or_else(|| format!("`check` finds in this sample:\n{said}"))
}
