//! The audience of a listener, and its site.

use std::sync::Arc;

use super::gate::Gate;
use super::hosts::Hosts;
use super::names::BasePath;
use super::{Audience, Events, ServedSite, ServerLimits};

/// Shared by both listeners.
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
    /// The gate, which admits only clients with a key.
    pub(super) gate: Option<Gate>,
    pub(super) inside: Arc<Inside>,
}
