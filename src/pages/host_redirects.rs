//! The `_redirects` file that some hosts read: two lines per redirect, one for each address of another
//! host, and the author's own lines.
//!
//! Netlify serves an existing page unless the line has a `!`; Cloudflare skips lines with a `!`,
//! and does not serve a page that has a redirect.

use std::fmt::Write as _;

use super::context::PageContext;
use super::page::{PageBody, generated};
use super::{PageInput, PageKind, RenderedPage};
use crate::model::{Extent, Outline, unusable};
use crate::output::Content;
use crate::routes::{Route, base_path, folder_of_index, local_path};
use crate::world::FileError;

pub(super) const KIND: PageKind = PageKind {
    routes: |outline| match outline.extent {
        Extent::Site if is_needed(outline) => vec![Route::HostRedirects],
        Extent::Site | Extent::Event => Vec::new(),
    },
    asks: |site, _| site.outline(),
    make,
};

/// Whether the file would have any content.
fn is_needed(outline: &Outline) -> bool {
    let workshops = &outline.workshops;
    !workshops.redirects.is_empty()
        || !workshops.moved_hosts.is_empty()
        || workshops.events.iter().any(|event| !event.aliases.is_empty())
        || outline.host_redirects.iter().any(|(_, own)| *own != Err(FileError::Missing))
}

fn make(asked: &PageInput, route: &Route) -> RenderedPage {
    let context = asked.context();
    let workshops = context.workshops();
    let (mut rules, mut diagnostics) = (String::new(), Vec::new());
    for redirect in &workshops.redirects {
        let from = redirect.from.value.trim_matches('/');
        rule(&mut rules, context, (from, &redirect.to.value), "301");
    }
    for redirect in &workshops.moved_hosts {
        moved(&mut rules, context, (&redirect.from.value, &redirect.to.value));
    }
    for event in &workshops.events {
        let page = context.outline.page_of(event).path();
        for alias in &event.aliases {
            let from = Route::alias_address(&alias.value);
            rule(&mut rules, context, (&from, page.as_str()), "301");
        }
    }
    // The first matching line wins: lines for single addresses come before the author's own, which
    // may match every address.
    for (path, own) in &context.outline.host_redirects {
        match own {
            Ok(own) if rules.is_empty() => own.text().clone_into(&mut rules),
            Ok(own) => {
                let gap = if rules.ends_with('\n') { "" } else { "\n" };
                rules = format!("{rules}{gap}{}", own.text());
            }
            Err(error) => diagnostics.extend(unusable(path, error.clone())),
        }
    }
    let content = Some(rules).filter(|rules| !rules.is_empty()).map(Content::text);
    let claims = content.map(|content| generated(route, PageBody::File(content)));
    RenderedPage { claims: claims.into_iter().collect(), diagnostics }
}

/// The rule for an address of another host. It has no page, so one line is enough; the target is on
/// the site's own host, if that is known.
fn moved(rules: &mut String, context: PageContext<'_>, (from, to): (&str, &str)) {
    let url = &context.settings().url;
    let to = match local_path(to) {
        Some(_) if url.is_empty() => format!("/{to}"),
        Some(_) => format!("{url}{to}"),
        None => to.to_owned(),
    };
    // Writing to a String cannot fail.
    let _ = writeln!(rules, "{from} {to} 301!");
}

fn rule(rules: &mut String, context: PageContext<'_>, (from, to): (&str, &str), status: &str) {
    let base = base_path(&context.settings().url).unwrap_or_default();
    let to = match local_path(to) {
        Some(_) if to.ends_with("/index.html") => format!("{base}/{}", folder_of_index(to)),
        Some(_) => format!("{base}/{to}"),
        None => to.to_owned(),
    };
    // Writing to a String cannot fail.
    let _ = writeln!(rules, "{base}/{from} {to} {status}!\n{base}/{from} {to} {status}");
}
