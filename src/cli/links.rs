//! `deckyard check --links`: which links to other sites work.

mod patterns;

use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;
use std::time::Duration;

use clap::Args;
use url::Url;

use self::patterns::LinkPatterns;
use super::run::CommandRun;
use super::{console, kept, say};
use crate::diag::problem::counted;
use crate::diag::{Diagnostic, ExternalLinkProblem, merged};
use crate::io::links::{
    LinkAnswer, LinkOptions, LinkVerdict, Manners, NotRequested, Reach, WebAddress, request,
};
use crate::site::{Built, ExternalLink, ExternalLinkUse};

/// The options of `check --links`.
#[derive(Args, Debug)]
pub(super) struct LinkArguments {
    /// Request every link to another site.
    #[arg(long)]
    pub(super) links: bool,
    /// Do not request these: a host, or a pattern such as `https://example.com/*`.
    #[arg(long, value_name = "PATTERN", requires = "links")]
    links_ignore: Vec<String>,
    /// Request pages again if their last good answer is older: `12h`, `7d`, or `0` for all.
    #[arg(long, value_name = "AGE", default_value = "1d", value_parser = age, requires = "links")]
    links_age: Duration,
    /// Request private addresses too, such as `localhost` and `10.0.0.1`.
    #[arg(long, requires = "links")]
    links_private: bool,
}

/// `30m`, `12h`, `7d`, `0`.
fn age(text: &str) -> Result<Duration, String> {
    const WRONG: &str = "expected a number of minutes, hours or days, such as `30m`, `12h` or `7d`";
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: u32 = digits.parse().map_err(|_| WRONG)?;
    let minutes = match &text[digits.len()..] {
        "m" => 1,
        "h" => 60,
        "d" => 24 * 60,
        "" if number == 0 => 0,
        _ => return Err(WRONG.to_owned()),
    };
    Ok(Duration::from_secs(u64::from(number) * minutes * 60))
}

/// The links of a site, by how they are checked.
#[derive(Default)]
struct SortedLinks<'a> {
    /// To request, and where they are written.
    asked: BTreeMap<WebAddress, Vec<&'a ExternalLink>>,
    /// Links that are not valid addresses.
    invalid: Vec<Diagnostic>,
    private: BTreeSet<&'a str>,
    ignored: BTreeSet<&'a str>,
}

impl<'a> SortedLinks<'a> {
    fn new(built: &'a Built, arguments: &LinkArguments) -> Self {
        let ignored = built.ignored_links.iter().chain(&arguments.links_ignore);
        let patterns = LinkPatterns::of(&ignored.map(String::as_str).collect::<Vec<_>>());
        let mut sorted = Self::default();
        for link in &built.external_links {
            if patterns.cover(&link.url) {
                sorted.ignored.insert(&link.url);
                continue;
            }
            match WebAddress::read(&link.url, arguments.reach()) {
                Ok(address) => sorted.asked.entry(address).or_default().push(link),
                Err(NotRequested::Private) => _ = sorted.private.insert(&link.url),
                Err(NotRequested::Invalid(why)) => {
                    let why = format!("not a valid address: {why}");
                    let url = link.url.clone();
                    sorted.invalid.push(finding(link, ExternalLinkProblem::Dead { url, why }));
                }
            }
        }
        sorted
    }

    /// `links: 12 pages on 3 hosts, 2 remembered; not requested: 1 private, 1 ignored`.
    fn summary(&self, answers: &BTreeMap<Url, LinkAnswer>) -> String {
        let hosts: BTreeSet<_> = answers.keys().filter_map(Url::host_str).collect();
        let (pages, hosts) = (counted(answers.len(), "page"), counted(hosts.len(), "host"));
        let remembered = answers.values().filter(|answer| answer.is_remembered).count();
        let remembered = match remembered {
            0 => String::new(),
            count => format!(", {count} remembered"),
        };
        let skipped = [(self.private.len(), "private"), (self.ignored.len(), "ignored")];
        let skipped = skipped.iter().filter(|(count, _)| *count > 0);
        let skipped: Vec<_> = skipped.map(|(count, why)| format!("{count} {why}")).collect();
        let skipped = match skipped.as_slice() {
            [] => String::new(),
            skipped => format!("; not requested: {}", skipped.join(", ")),
        };
        format!("links: {pages} on {hosts}{remembered}{skipped}\n")
    }
}

impl LinkArguments {
    fn reach(&self) -> Reach {
        if self.links_private { Reach::Everything } else { Reach::Public }
    }
}

/// A run whose builds collect links, if requested.
pub(super) fn collecting<'a>(mut run: CommandRun<'a>, arguments: &LinkArguments) -> CommandRun<'a> {
    if arguments.links {
        run.config.external_links = ExternalLinkUse::Collected;
    }
    run
}

/// Requests the links of a site.
pub(super) fn check(
    run: &CommandRun<'_>,
    built: &Built,
    arguments: &LinkArguments,
) -> Result<Vec<Diagnostic>, String> {
    let sorted = SortedLinks::new(built, arguments);
    let addresses: BTreeSet<WebAddress> = sorted.asked.keys().cloned().collect();
    let pages: BTreeSet<&Url> = addresses.iter().map(|address| &address.url).collect();
    let options = LinkOptions {
        reach: arguments.reach(),
        age: arguments.links_age,
        caches: kept::folder().map(|(folder, _)| folder),
        manners: Manners::default(),
    };
    let is_shown =
        std::io::stderr().is_terminal() && !run.arguments.output.quiet && console::takes_escapes();
    let total = pages.len();
    let progress = |done: usize| {
        if is_shown {
            say(&format!("\r\u{1b}[Klinks: {done} of {total}"));
        }
    };
    let answers = request(&addresses, &options, &progress);
    if is_shown {
        say("\r\u{1b}[K");
    }
    if is_offline(&answers) {
        return Err("no host of any link can be resolved; --links needs a connection to the \
                    internet, and uses no proxy"
            .to_owned());
    }
    run.say(&sorted.summary(&answers));
    let mut findings = sorted.invalid;
    for (address, links) in &sorted.asked {
        let Some(answer) = answers.get(&address.url) else { continue };
        for link in links {
            let problems = problems(link, address, answer);
            findings.extend(problems.into_iter().map(|problem| finding(link, problem)));
        }
    }
    Ok(merged(findings))
}

/// Whether this machine, and not the links, causes the failures: none of several hosts has an
/// address.
fn is_offline(answers: &BTreeMap<Url, LinkAnswer>) -> bool {
    let asked = || answers.iter().filter(|(_, answer)| !answer.is_remembered);
    let hosts: BTreeSet<_> = asked().filter_map(|(url, _)| url.host_str()).collect();
    hosts.len() > 1 && asked().all(|(_, answer)| answer.is_unresolved)
}

fn finding(link: &ExternalLink, problem: ExternalLinkProblem) -> Diagnostic {
    let found = Diagnostic::nowhere(problem);
    Diagnostic {
        span: link.span.clone(),
        included_from: link.included_from.clone(),
        decks: link.deck.iter().cloned().collect(),
        ..found
    }
}

/// What is wrong with a link.
fn problems(
    link: &ExternalLink,
    address: &WebAddress,
    answer: &LinkAnswer,
) -> Vec<ExternalLinkProblem> {
    let url = link.url.clone();
    match &answer.verdict {
        LinkVerdict::Dead(why) => return vec![ExternalLinkProblem::Dead { url, why: why.clone() }],
        LinkVerdict::Unchecked(why, cure) => {
            return vec![ExternalLinkProblem::Unchecked { url, why: why.clone(), cure: *cure }];
        }
        LinkVerdict::Works => {}
    }
    let (page, fragment) = url.split_once('#').unwrap_or((&url, ""));
    let missing = address.fragment.as_ref().and_then(|name| answer.missing.get_key_value(name));
    let missing = missing.map(|(name, nearest)| ExternalLinkProblem::NoFragment {
        url: page.to_owned(),
        fragment: name.clone(),
        nearest: nearest.clone(),
    });
    let moved = answer.moved.as_ref().map(|(status, to)| {
        let keeps = !fragment.is_empty() && !to.contains('#');
        let to = if keeps { format!("{to}#{fragment}") } else { to.clone() };
        ExternalLinkProblem::Moved { url: url.clone(), status: *status, to }
    });
    moved.into_iter().chain(missing).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::age;

    #[test]
    fn ages_are_minutes_hours_and_days() {
        let hour = Duration::from_hours(1);
        for (text, expected) in [("90m", hour * 3 / 2), ("12h", 12 * hour), ("7d", 7 * 24 * hour)] {
            assert_eq!(age(text), Ok(expected));
        }
        assert_eq!((age("0"), age("0d")), (Ok(Duration::ZERO), Ok(Duration::ZERO)));
        for wrong in ["", "7", "d", "-1d", "1w", "1.5h", "99999999999d", "ü"] {
            assert!(age(wrong).is_err(), "{wrong}");
        }
    }
}
