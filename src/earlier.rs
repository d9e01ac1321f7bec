//! Pages of an earlier output that the new one lacks.
//!
//! Nothing here reads files: the earlier pages come from a list of files or from the text of a sitemap.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::nearest::nearest;
use crate::diag::{Diagnostic, RemovedPageProblem};
use crate::path::{OutPath, ProjectPath, percent_decoded};
use crate::render;
use crate::routes::{Route, base_path, is_private};
use crate::span::Span;

/// The extension of pages.
const PAGE: &str = ".html";

/// The extension of sitemaps, which other sitemaps list.
const SITEMAP: &str = ".xml";

/// The extension of the addresses that decks had in container.training.
const OLD_DECK: &str = ".yml.html";

/// The pages of an earlier output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EarlierPages {
    /// Its name in messages.
    pub name: String,
    pages: BTreeSet<String>,
}

/// A new output, as far as pages can be found in it.
pub struct NewPages<'a> {
    /// The paths of all files.
    pub paths: BTreeSet<&'a str>,
    /// The redirects that hosts read.
    pub host_redirects: String,
    /// Where redirects are written, if the site has the file.
    pub place: Option<Span>,
}

impl EarlierPages {
    /// The pages among the files of an output.
    pub fn of_files(name: String, files: &[ProjectPath]) -> Self {
        let not_found = Route::NotFound.path();
        // A report, or a redirect, would publish the address of a private event.
        let is_page =
            |path: &&str| path.ends_with(PAGE) && *path != not_found.as_str() && !is_private(path);
        let pages =
            files.iter().map(ProjectPath::as_str).filter(is_page).map(str::to_owned).collect();
        Self { name, pages }
    }

    /// The pages of a sitemap, for a site that is published at an address. `None` if it lists none, as a
    /// list of other sitemaps does.
    pub fn of_sitemap(name: String, text: &str, site: &str) -> Option<Self> {
        let locations = text.split("<loc>").skip(1).filter_map(|rest| rest.split_once("</loc>"));
        let paths = locations.map(|(url, _)| path_of(&render::without_markup(url.trim()), site));
        let pages: BTreeSet<String> = paths.filter(|path| !path.ends_with(SITEMAP)).collect();
        (!pages.is_empty()).then_some(Self { name, pages })
    }

    /// Reports removed pages, each with the most similar existing one.
    pub fn removed(&self, new: &NewPages<'_>) -> Vec<Diagnostic> {
        let rules: Vec<HostRule<'_>> =
            new.host_redirects.lines().filter_map(HostRule::read).collect();
        let rules = HostRules::new(&rules);
        let is_gone = |page: &&String| {
            let names = [(*page).clone(), format!("{page}.html"), format!("{page}/index.html")];
            let is_there = names.iter().any(|name| new.paths.contains(name.as_str()));
            !is_there && !rules.redirect(page)
        };
        let gone: BTreeSet<&String> = self.pages.iter().filter(is_gone).collect();
        let candidates = Candidates::new(&new.paths);
        let mut found = Vec::new();
        for &page in &gone {
            let deck = page.strip_suffix(OLD_DECK).map(|stem| format!("{stem}.html"));
            if deck.is_some_and(|deck| gone.contains(&deck)) {
                continue; // Reported with the page that it redirected to.
            }
            let old = page.strip_suffix(".html").map(|stem| format!("{stem}{OLD_DECK}"));
            let old = old.filter(|old| gone.contains(old));
            let target = candidates.nearest(page);
            let redirects = std::iter::once(page.clone()).chain(old);
            let redirects = redirects.map(|from| (from_of(&from), target.clone())).collect();
            let earlier = self.name.clone();
            let problem =
                RemovedPageProblem::RemovedPage { page: page.clone(), earlier, redirects };
            found.push(match &new.place {
                Some(place) => Diagnostic::new(problem, place.clone()),
                None => Diagnostic::nowhere(problem),
            });
        }
        found
    }
}

/// The path of the output for a public address.
fn path_of(url: &str, site: &str) -> String {
    let site = site.trim_end_matches('/');
    let rest = match url.strip_prefix(site).filter(|_| !site.is_empty()) {
        Some(rest) if rest.is_empty() || rest.starts_with(['/', '?', '#']) => rest,
        _ => {
            // Another host, perhaps with the same folder.
            let place = url.split_once("://").map_or(url, |(_, place)| place);
            let path = place.find('/').map_or("", |at| &place[at..]);
            let base = base_path(site).unwrap_or_default();
            path.strip_prefix(base.as_str()).filter(|rest| rest.starts_with('/')).unwrap_or(path)
        }
    };
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decoded(path.trim_start_matches('/'));
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path }
}

/// A page as `redirects:` names it: folders without their index.
fn from_of(page: &str) -> String {
    page.strip_suffix("/index.html").unwrap_or(page).to_owned()
}

/// A redirect that hosts read: `/old/* /new/:splat`.
struct HostRule<'t> {
    from: &'t str,
}

impl<'t> HostRule<'t> {
    fn read(line: &'t str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let from = words.next().filter(|word| !word.starts_with('#'))?;
        words.next()?;
        Some(Self { from: from.trim_start_matches('/') })
    }

    /// Whether it is for several addresses.
    fn is_pattern(&self) -> bool {
        self.from.contains(['*', ':'])
    }

    fn matches(&self, page: &str) -> bool {
        let mut wanted = self.from.split('/');
        let mut parts = page.split('/');
        loop {
            match (wanted.next(), parts.next()) {
                (Some("*"), _) | (None, None) => return true,
                (Some(name), Some(_)) if name.starts_with(':') => {}
                (Some(name), Some(part)) if name == part => {}
                _ => return false,
            }
        }
    }
}

/// The redirects that hosts read: those for single addresses, and patterns.
struct HostRules<'r, 't> {
    exact: BTreeSet<&'t str>,
    patterns: Vec<&'r HostRule<'t>>,
}

impl<'r, 't> HostRules<'r, 't> {
    fn new(rules: &'r [HostRule<'t>]) -> Self {
        let (patterns, exact): (Vec<_>, Vec<_>) = rules.iter().partition(|rule| rule.is_pattern());
        let exact = exact.iter().map(|rule| rule.from.trim_end_matches('/')).collect();
        Self { exact, patterns }
    }

    /// Whether a page is redirected, at one of its addresses.
    fn redirect(&self, page: &str) -> bool {
        let folder = page.strip_suffix("index.html").map(|folder| folder.trim_end_matches('/'));
        let names = [Some(page), page.strip_suffix(".html"), folder];
        let mut names = names.into_iter().flatten();
        names.any(|name| {
            self.exact.contains(name) || self.patterns.iter().any(|rule| rule.matches(name))
        })
    }
}

/// The pages to which a removed page can redirect.
struct Candidates<'a> {
    pages: Vec<&'a str>,
    /// By file name.
    by_name: BTreeMap<&'a str, Vec<&'a str>>,
}

/// With more pages than this, each removed page is compared only with pages of the same folder or
/// name.
const MOST_COMPARED: usize = 2_000;

impl<'a> Candidates<'a> {
    fn new(paths: &BTreeSet<&'a str>) -> Self {
        let not_found = Route::NotFound.path();
        let is_page = |path: &&str| {
            path.ends_with(PAGE) && !path.ends_with(OLD_DECK) && *path != not_found.as_str()
        };
        let pages: Vec<&'a str> = paths.iter().copied().filter(is_page).collect();
        let mut by_name: BTreeMap<&'a str, Vec<&'a str>> = BTreeMap::new();
        for &page in &pages {
            let name = page.rsplit('/').next().unwrap_or(page);
            by_name.entry(name).or_default().push(page);
        }
        Self { pages, by_name }
    }

    /// The page that is most likely the new one: of the same name elsewhere, of a similar path, or the
    /// front page of its folder.
    fn nearest(&self, page: &str) -> Option<String> {
        let name = page.rsplit('/').next().unwrap_or(page);
        let is_index = name == "index.html";
        if let Some([only]) = self.by_name.get(name).map(Vec::as_slice)
            && !is_index
        {
            return Some((*only).to_owned());
        }
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_compared = |other: &&&str| {
            self.pages.len() <= MOST_COMPARED
                || other.rsplit_once('/').map_or("", |(folder, _)| folder) == folder
        };
        // The extension would make all short names similar.
        let stem = |page: &'a str| page.strip_suffix("index.html").unwrap_or(page);
        let stems = self.pages.iter().filter(is_compared).map(|page| stem(page));
        let stems = stems.map(|page| page.strip_suffix(".html").unwrap_or(page));
        let wanted = page.strip_suffix("index.html").unwrap_or(page);
        let wanted = wanted.strip_suffix(".html").unwrap_or(wanted);
        let found = nearest(wanted, stems.filter(|stem| !stem.is_empty()));
        let index = OutPath::new(&format!("{folder}/index.html"));
        let index = index.filter(|index| !folder.is_empty() && !is_index && self.has(index));
        match found {
            Some(stem) if stem.ends_with('/') => Some(stem.to_owned()),
            Some(stem) => Some(format!("{stem}.html")),
            None => index.map(|_| format!("{folder}/")),
        }
    }

    fn has(&self, page: &OutPath) -> bool {
        self.pages.binary_search(&page.as_str()).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{EarlierPages, NewPages};
    use crate::path::ProjectPath;

    /// The removed pages, each with suggested targets.
    fn removed(earlier: &[&str], new: &[&str], host_redirects: &str) -> Vec<String> {
        let files: Vec<_> = earlier.iter().map(|path| ProjectPath::new(path)).collect();
        let earlier = EarlierPages::of_files("public".to_owned(), &files);
        let host_redirects = host_redirects.to_owned();
        let new = NewPages { paths: new.iter().copied().collect(), host_redirects, place: None };
        let found = earlier.removed(&new);
        found.iter().filter_map(|found| found.problem.words().help).collect()
    }

    #[test]
    fn what_is_gone_is_reported_with_what_is_like_it() {
        let of = |page: &str, new: &[&str]| {
            let found = removed(&[page], new, "");
            found.first().map(|help| {
                help.trim_start_matches("in `workshops.yml`, under `redirects:`, add ").to_owned()
            })
        };
        let is = |text: &str| Some(text.to_owned());
        assert_eq!(of("a.html", &["a.html"]), None);
        assert_eq!(of("404.html", &["index.html"]), None);
        assert_eq!(of("a.css", &["index.html"]), None);
        assert_eq!(
            of("kube-twodays.html", &["kube-2days.html", "x.html"]),
            is("`kube-twodays.html: kube-2days.html`")
        );
        assert_eq!(
            of("kubernets.html", &["kubernetes.html"]),
            is("`kubernets.html: kubernetes.html`")
        );
        assert_eq!(of("old/kube.html", &["new/kube.html"]), is("`old/kube.html: new/kube.html`"));
        assert_eq!(
            of("events/2027-pari/index.html", &["events/2027-paris/index.html", "index.html"]),
            is("`events/2027-pari: events/2027-paris/`")
        );
        assert_eq!(
            of("events/paris/kube.html", &["events/paris/index.html", "events/rome/index.html"]),
            is("`events/paris/kube.html: events/paris/`")
        );
    }

    #[test]
    fn both_addresses_of_a_deck_are_one_finding() {
        let found = removed(&["kube.html", "kube.yml.html"], &["kub.html"], "");
        assert_eq!(
            found,
            [
                "in `workshops.yml`, under `redirects:`, add `kube.html: kub.html` and `kube.yml.html: kub.html`"
            ]
        );
    }

    #[test]
    fn redirects_that_hosts_read_count() {
        for rule in ["/a/b.html /c", "/a/b /c 301", "/a/* /c", "/:x/b.html /c", "/* /c"] {
            assert_eq!(removed(&["a/b.html"], &[], rule), Vec::<String>::new(), "{rule}");
        }
        for rule in ["# /a/b.html /c", "/a /c", "/b/* /c", "/a/b.html", "/:x /c"] {
            assert_eq!(removed(&["a/b.html"], &[], rule).len(), 1, "{rule}");
        }
        assert_eq!(removed(&["a/index.html"], &[], "/a/ /c"), Vec::<String>::new());
    }

    #[test]
    fn a_sitemap_has_public_addresses() {
        let text = "<urlset><url><loc>https://example.org/courses/</loc></url>\
                    <url><loc> https://example.org/courses/a%20b.html?x=1&amp;y=2 </loc></url>\
                    <url><loc>https://old.example/courses/c/</loc></url></urlset>";
        let site = "https://example.org/courses/";
        let found = EarlierPages::of_sitemap("sitemap.xml".to_owned(), text, site).unwrap();
        let pages: Vec<&str> = found.pages.iter().map(String::as_str).collect();
        assert_eq!(pages, ["a b.html", "c/index.html", "index.html"]);
        let index = "<sitemapindex><loc>https://example.org/a.xml</loc></sitemapindex>";
        assert_eq!(EarlierPages::of_sitemap("x".to_owned(), index, site), None);
    }
}
