//! Builds a site in parts, and compares their combined output with that of the whole build.

use std::collections::{BTreeMap, BTreeSet};

use deckyard::diag::{Diagnostic, Severity};
use deckyard::path::OutPath;
use deckyard::report::{self, Format, ReportStyle};
use deckyard::site::{self, Advice, Config, Content, Shard};
use deckyard::world::World;

/// The difference between a site and its parts, if any.
///
/// Parts that are copied into one folder, in any order, must be the site; a site with errors must
/// have a part with errors; and what the whole build reports, some part must report.
pub(crate) fn difference(world: &dyn World, config: &Config, count: usize) -> Option<String> {
    // As in `deckyard build`: only a build of the whole site can find unused files.
    let config = Config { advice: Advice::Unwanted, ..config.clone() };
    let whole = site::build(world, &config);
    let mut files: BTreeMap<OutPath, (usize, Content)> = BTreeMap::new();
    let (mut messages, mut has_errors) = (BTreeSet::new(), false);
    for number in 1..=count {
        let shard: Shard = format!("{number}/{count}").parse().expect("a part");
        let part = site::build(world, &Config { shard: Some(shard), ..config.clone() });
        has_errors |= part.diagnostics.iter().any(is_error);
        messages.extend(lines(world, &part.diagnostics));
        for (path, content) in part.output.files {
            let (other, first) = files.entry(path.clone()).or_insert((number, content.clone()));
            if *first != content {
                return Some(format!("{path} differs between the parts {other} and {number}"));
            }
        }
    }
    if whole.diagnostics.iter().any(is_error) {
        return (!has_errors).then(|| "the site has an error that no part has".to_owned());
    }
    if has_errors {
        return Some(format!("a part has an error that the site does not have: {messages:?}"));
    }
    let all = lines(world, &whole.diagnostics);
    if messages != all {
        let (lost, new) = (&all - &messages, &messages - &all);
        return Some(format!("the messages of {count} parts differ: lost {lost:?}, new {new:?}"));
    }
    let files: BTreeMap<OutPath, Content> =
        files.into_iter().map(|(path, (_, content))| (path, content)).collect();
    let whole = whole.output.files;
    let paths: BTreeSet<&OutPath> = whole.keys().chain(files.keys()).collect();
    let other = paths.into_iter().find(|path| whole.get(path) != files.get(path))?;
    let state = match (whole.get(other), files.get(other)) {
        (Some(_), None) => "is in none of them",
        (None, _) => "is not in the site",
        (Some(_), Some(_)) => "is another one",
    };
    Some(format!("of {count} parts, {other} {state}"))
}

fn is_error(found: &Diagnostic) -> bool {
    found.severity() == Severity::Error
}

/// The messages, without counts of others.
fn lines(world: &dyn World, diagnostics: &[Diagnostic]) -> BTreeSet<String> {
    let text = report::write(Format::Short, ReportStyle::Plain, diagnostics, world);
    text.lines().map(str::to_owned).collect()
}
