//! The list of chapters, and the page that answers the addresses that chapters had in container.training:
//! `workshop.html?k8s/ingress`.
//!
//! **Invariant:** the script of that page opens only targets of links in the list. The name in the
//! address is compared with the names of these links, and never becomes an address itself.

use serde::Serialize;

use super::context::{About, PageContext, PageFrame};
use super::social_card;
use super::{PageInput, PageKind, RenderedPage};
use crate::model::{Outline, SiteChapter};
use crate::routes::Route;

pub(super) const KIND: PageKind = PageKind { routes, asks: |site, _| site.outline(), make };

/// The name of the page that showed one chapter in container.training.
const OLD_NAME: &str = "workshop";

#[derive(Serialize)]
struct ChaptersPage<'a> {
    #[serde(flatten)]
    frame: PageFrame<'a>,
    folders: Vec<ChapterFolder>,
    /// Whether it answers an old address.
    is_old: bool,
}

#[derive(Serialize)]
struct ChapterFolder {
    /// Empty for the chapters directly in `slides/`.
    name: String,
    chapters: Vec<ChapterLink>,
}

#[derive(Serialize)]
struct ChapterLink {
    /// Its path below `slides/`, without `.md`.
    path: String,
    title: String,
    href: String,
    /// The address of the page about it.
    about: String,
}

/// The list; and the old address, unless a deck has it.
fn routes(outline: &Outline) -> Vec<Route> {
    if outline.chapters.is_empty() {
        return Vec::new();
    }
    let old = (!outline.has_deck(OLD_NAME)).then_some(Route::OldChapters);
    std::iter::once(Route::Chapters).chain(old).collect()
}

fn make(asked: &PageInput, route: &Route) -> RenderedPage {
    let context = asked.context();
    let language = context.language();
    let words = context.words(language);
    let public = social_card::of_site(context, route);
    let frame = context.frame(About {
        route,
        title: format!("{} · {}", words.chapters, context.title()),
        description: String::new(),
        language,
        public: public.clone(),
        top: None,
    });
    let is_old = *route == Route::OldChapters;
    let page = ChaptersPage { frame, folders: folders(context, route), is_old };
    RenderedPage::public(route, context.render("chapters.html", &page), &public)
}

fn folders(context: PageContext<'_>, route: &Route) -> Vec<ChapterFolder> {
    let chapters = &context.outline.chapters;
    let folders = chapters.chunk_by(|one, other| one.folder == other.folder);
    let link = |chapter: &SiteChapter| {
        let folder = chapter.page_folder();
        ChapterLink {
            path: chapter.path(),
            title: chapter.title.clone(),
            href: Route::deck(&folder, &chapter.name).url_from(route),
            about: Route::about_deck(&folder, &chapter.name).url_from(route),
        }
    };
    let folder = |chapters: &[SiteChapter]| ChapterFolder {
        name: chapters.first().map_or_else(String::new, |chapter| chapter.folder.to_string()),
        chapters: chapters.iter().map(link).collect(),
    };
    folders.map(folder).collect()
}

/// The chapters before and after one in its folder.
pub(super) fn neighbours<'o>(
    outline: &'o Outline,
    chapter: &SiteChapter,
) -> [Option<&'o SiteChapter>; 2] {
    let of_folder: Vec<&SiteChapter> =
        outline.chapters.iter().filter(|other| other.folder == chapter.folder).collect();
    let at = of_folder.iter().position(|other| other.name == chapter.name);
    let Some(at) = at else { return [None, None] };
    let before = at.checked_sub(1).and_then(|before| of_folder.get(before));
    [before.copied(), of_folder.get(at + 1).copied()]
}
