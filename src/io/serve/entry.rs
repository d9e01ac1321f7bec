//! The audience of a listener, and what is served there.

use std::sync::Arc;

use super::gate::Gate;
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
    /// Commands of followers.
    pub(super) follower_commands: &'static [&'static str],
    pub(super) limits: ServerLimits,
}

/// A listener's audience, names and content.
pub(super) struct ListenerEntry {
    pub(super) audience: Audience,
    pub(super) hosts: Hosts,
    /// What lets in those who have a key, and nobody else.
    pub(super) gate: Option<Gate>,
    pub(super) inside: Arc<Inside>,
}
