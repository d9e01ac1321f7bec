//! Who comes in by a listener, and what is served there.

use std::sync::Arc;

use super::hosts::Hosts;
use super::{Audience, Events, ServedSite, ServerLimits};

/// What is behind both listeners.
pub(super) struct Inside {
    pub(super) site: Arc<dyn ServedSite>,
    pub(super) events: Events,
    pub(super) token: String,
    pub(super) limits: ServerLimits,
}

/// Who comes in where, and what is inside.
pub(super) struct ListenerEntry {
    pub(super) audience: Audience,
    pub(super) hosts: Hosts,
    pub(super) inside: Arc<Inside>,
}
