//! Libraries, stocks and worked values for the tests of matches.

#![allow(dead_code, clippy::allow_attributes, reason = "each test uses its part")]

use scalp_shade::blend::{MatchSettings, MatchTarget, Matching, Reporter, find_matches};
use scalp_shade::library::ShadeLibrary;
use scalp_shade::progress::Silent;

/// A shade: id, solids, and further fields.
pub(crate) type Shade = (&'static str, &'static str, &'static str);

pub(crate) const BLACK: Shade = ("black", "\"carbon_black\": 150", "");
pub(crate) const GREY: Shade = ("grey", "\"carbon_black\": 15", "");
pub(crate) const RUST: Shade = ("rust", "\"iron_oxide_red\": 90", "");
pub(crate) const OCHRE: Shade = ("ochre", "\"iron_oxide_yellow\": 90", "");

/// A library of shades.
pub(crate) fn library(shades: &[(&str, &str, &str)]) -> ShadeLibrary {
    let of = |(id, solids, more): &(&str, &str, &str)| {
        let kind = if more.contains("kind:") { "" } else { "kind: base, " };
        format!(
            "(id: \"{id}\", name: \"{id}\", maker: \"m\", {kind}solids: {{{solids}}}, source: \"s\", {more}),"
        )
    };
    let text: String = shades.iter().map(of).collect();
    ShadeLibrary::parse(&format!("(version: 1, shades: [{text}])")).expect("the shades are sound")
}

/// The answer for a target with these shades.
pub(crate) fn matched(
    target: &MatchTarget,
    shades: &[(&str, &str, &str)],
    settings: &MatchSettings,
) -> Matching {
    find_matches(target, &library(shades), settings, &Silent).expect("the tones are sound")
}

/// Tells nobody.
pub(crate) fn reporter() -> Reporter<'static> {
    Reporter { progress: &Silent, span: (0.0, 1.0), doing: "" }
}
