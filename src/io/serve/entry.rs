//! The audience of a listener, and what is served there.

use std::sync::Arc;

use super::hosts::Hosts;
use super::names::BasePath;
use super::{Audience, Events, ServedSite, ServerLimits};

/// What both listeners share.
pub(super) struct Inside {
    pub(super) site: Arc<dyn ServedSite>,
    pub(super) events: Events,
    pub(super) token: String,
    /// The path below which the site is served.
    pub(super) base: BasePath,
    pub(super) limits: ServerLimits,
}

/// A listener's audience, names and content.
pub(super) struct ListenerEntry {
    pub(super) audience: Audience,
    pub(super) hosts: Hosts,
    pub(super) inside: Arc<Inside>,
}
