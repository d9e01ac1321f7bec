//! From a request to its answer: checks whether it is allowed, and selects the answer.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;

use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use hyper::http::uri::Authority;
use hyper::{Method, Request, Response, StatusCode};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::body::Outgoing;
use super::content::serve;
use super::entry::ListenerEntry;
use super::gate::Passage;
use super::hosts::{bears, is_foreign, is_visit};
use super::info::ConnectionInfo;
use super::kind::content_type;
use super::names::BasePath;
use super::refusal::{Refusal, ServeResult};
use super::target::RequestTarget;
use super::{Audience, MOST_BODY, Reply, Trust};
use crate::render::escape::{push_attribute, push_text};

/// Pages and server communicate below this folder.
const OWN: &str = "__deckyard/";

/// The stream of events, below [`OWN`].
const EVENTS: &str = "events";

/// Tells proxies not to buffer an answer.
const UNBUFFERED: HeaderName = HeaderName::from_static("x-accel-buffering");

/// A folder's page.
const INDEX: &str = "index.html";

/// Headers of every answer: no foreign page may show one of these in a frame, use it as a part of
/// its own, or learn from which page a link was followed.
const HEADERS: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, "frame-ancestors 'self'"),
    (X_FRAME_OPTIONS, "SAMEORIGIN"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// A further header for the author: a foreign page that opens one of these pages in a window cannot
/// access it. Browsers respect it on this machine, and elsewhere only with encryption.
const OPENER: (HeaderName, &str) =
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin");

/// The answer to a request.
pub(super) async fn respond(
    entry: &Arc<ListenerEntry>,
    line: &Arc<ConnectionInfo>,
    request: Request<Incoming>,
) -> Response<Outgoing> {
    let mut response = answer(entry, line, request).await.unwrap_or_else(Refusal::into_response);
    let opener = (entry.audience != Audience::Followers).then_some(OPENER);
    for (name, value) in HEADERS.into_iter().chain(opener) {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn answer(
    entry: &Arc<ListenerEntry>,
    line: &Arc<ConnectionInfo>,
    request: Request<Incoming>,
) -> ServeResult {
    let base = &entry.inside.base;
    let target = RequestTarget::read(request.uri())
        .and_then(|asked| asked.below(base.names()).ok_or_else(|| outside(base, &asked)));
    let passage = match &entry.gate {
        Some(gate) => gate.check(request.method(), target.as_ref().ok(), request.headers())?,
        None => Passage::Open,
    };
    let host = entry.hosts.check(request.uri(), request.headers())?;
    if let Passage::Exchange(answer) = passage {
        return Err(answer);
    }
    if is_foreign(request.headers()) {
        let reason = "Pages of other sites may link here, but may not send requests.";
        return Err(Refusal::new(StatusCode::FORBIDDEN, reason));
    }
    let own = target.as_ref().ok().and_then(|target| target.path.strip_prefix(OWN));
    let takes_commands = own.is_some_and(|name| entry.takes(name));
    match *request.method() {
        Method::GET | Method::HEAD if own == Some(EVENTS) => {
            Ok(stream(entry, line, request.method(), &target?.query))
        }
        Method::GET | Method::HEAD => find(entry, &request, (target?, &host)).await,
        Method::POST if takes_commands => {
            if !entry.hosts.is_same_origin(request.headers(), &host) {
                let reason = "Only pages of this server may send commands. Behind a proxy, start it \
                              with --allow-host, and let the proxy pass the Host header on.";
                return Err(Refusal::new(StatusCode::FORBIDDEN, reason));
            }
            let name = own.unwrap_or_default().to_owned();
            order(entry, line, name, request).await
        }
        _ if takes_commands => Err(Refusal::method("GET, HEAD, POST")),
        _ => Err(Refusal::method("GET, HEAD")),
    }
}

impl ListenerEntry {
    /// Whether a command may be sent here. Its sender is checked later.
    fn takes(&self, command: &str) -> bool {
        match self.audience {
            Audience::Author | Audience::Remote => command != EVENTS,
            Audience::Followers => self.inside.follower_commands.contains(&command),
        }
    }
}

/// The stream of events.
fn stream(
    entry: &ListenerEntry,
    line: &Arc<ConnectionInfo>,
    method: &Method,
    query: &str,
) -> Response<Outgoing> {
    let body = if *method == Method::HEAD {
        Outgoing::Whole(None)
    } else {
        let inside = &entry.inside;
        // First the stream, then the state: no change is lost between.
        let mut stream = inside.events.join(entry.audience, line, inside.limits);
        stream.begin(&inside.site.hello(entry.audience, query));
        Outgoing::Events(Box::new(stream))
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy in between, such as nginx, would first collect some kilobytes.
    headers.insert(UNBUFFERED, HeaderValue::from_static("no"));
    response
}

/// Lets the site carry out a command.
async fn order(
    entry: &Arc<ListenerEntry>,
    line: &ConnectionInfo,
    name: String,
    request: Request<Incoming>,
) -> ServeResult {
    let (head, body) = request.into_parts();
    let inside = &entry.inside;
    let trust = match entry.audience {
        Audience::Author if bears(&head.headers, &inside.token) => Trust::Proven,
        Audience::Author => Trust::Unproven,
        Audience::Remote => Trust::Remote,
        Audience::Followers => Trust::Follower(line.by),
    };
    line.expects_body();
    let body = timeout(inside.limits.body, collected(body)).await.unwrap_or_else(|_| {
        Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "The body took too long."))
    })?;
    line.has_request();
    let site = Arc::clone(&inside.site);
    let Reply { status, json } = spawn_blocking(move || site.post(&name, &body, trust))
        .await
        .map_err(|_| Refusal::failed("The command failed."))?;

    let mut response = Response::new(Outgoing::Whole(Some(Bytes::from(json))));
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, content_type("reply.json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The whole body of a request.
async fn collected(body: Incoming) -> Result<Vec<u8>, Refusal> {
    let mut body = pin!(body);
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        let frame = frame.map_err(|_| Refusal::bad("The body cannot be read."))?;
        let data = frame.into_data().unwrap_or_default();
        if bytes.len() + data.len() > MOST_BODY {
            return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "The body is too large."));
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}

/// The page at an address, or a redirect to it.
async fn find(
    entry: &ListenerEntry,
    request: &Request<Incoming>,
    (target, host): (RequestTarget, &Authority),
) -> ServeResult {
    let site = &entry.inside.site;
    let page = |path: &str| site.page(entry.audience, path);
    let is_visit = entry.audience == Audience::Author
        && *request.method() == Method::GET
        && is_visit(request.headers(), host);
    let visited = async |path: &str| {
        if is_visit {
            let (site, path) = (Arc::clone(site), path.to_owned());
            // The page exists whether or not that could be recorded.
            let _ = spawn_blocking(move || site.visited(&path)).await;
        }
    };
    let index = match target.path.as_str() {
        "" => INDEX.to_owned(),
        path => format!("{path}/{INDEX}"),
    };
    if target.is_folder {
        return match page(&index) {
            Some(found) => {
                visited(&index).await;
                serve(request, &index, found).await
            }
            None => Ok(missing(entry, &target)),
        };
    }
    match page(&target.path) {
        Some(found) => {
            visited(&target.path).await;
            serve(request, &target.path, found).await
        }
        None if page(&index).is_some() => Ok(moved(&target)),
        None => Ok(missing(entry, &target)),
    }
}

fn moved(target: &RequestTarget) -> Response<Outgoing> {
    Refusal::elsewhere(StatusCode::PERMANENT_REDIRECT, target.as_folder()).into_response()
}

/// The answer to a request outside the folder below which the site is served. From the top, and
/// from that folder without its slash, it redirects there, with a relative link, since a proxy may
/// forward from another path.
fn outside(base: &BasePath, asked: &RequestTarget) -> Refusal {
    let address = base.in_address();
    let way = match asked.path.as_str() {
        "" => address.trim_start_matches('/').to_owned(),
        path if path == base.names() => asked.as_folder(),
        _ => return Refusal::page(StatusCode::NOT_FOUND, beside(&address, asked)),
    };
    Refusal::elsewhere(StatusCode::TEMPORARY_REDIRECT, way)
}

/// A page for requests outside of the site: it links to the site.
fn beside(address: &str, asked: &RequestTarget) -> String {
    let mut html = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>Beside the site</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<h1>Nothing is here</h1>\n\
         <p>Deckyard serves the site below <a"
        .to_owned();
    let way = format!("{}{}", asked.up(), address.trim_start_matches('/'));
    push_attribute(&mut html, "href", &way);
    html.push_str("><code>");
    push_text(&mut html, address);
    html.push_str("</code></a>, and nothing beside it.</p>\n");
    html
}

fn missing(entry: &ListenerEntry, target: &RequestTarget) -> Response<Outgoing> {
    let Some(page) = entry.inside.site.not_found(entry.audience, &target.up()) else {
        return Refusal::new(StatusCode::NOT_FOUND, "There is nothing at this address.")
            .into_response();
    };
    let mut response = Response::new(Outgoing::Whole(Some(Bytes::from_owner(page))));
    *response.status_mut() = StatusCode::NOT_FOUND;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, content_type(INDEX));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
