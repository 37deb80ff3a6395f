//! Pictures with known truth, rendered from measured skin spectra (layer 5).
//!
//! A scene is described by spectra and lengths ([`SceneSpec`]), painted in linear light without light,
//! shine, blur or noise ([`paint_scene`], where the truth is taken), and then photographed
//! ([`render_scene`]). Nothing here is shared with what measures tones, so that one can test the other.
//!
//! | step | file |
//! |---|---|
//! | what is in the picture | `spec.rs`, `spectra.rs` |
//! | uneven skin: a spectrum with more or less melanin and blood | `field.rs`, `tint.rs` |
//! | scars, hairs and how much of each pixel they take | `outline.rs`, `follicles.rs`, `coverage.rs` |
//! | skin around hairs and in scars | `look.rs`, `stubble.rs` |
//! | the ideal picture and its truth | `canvas.rs`, `ring.rs`, `truth.rs` |
//! | light, shine, spots, card and ruler | `light.rs`, `relief.rs`, `spots.rs`, `props.rs` |
//! | blur, noise, sharpening, JPEG | `camera.rs` |
//! | what spoils photos | `fault.rs` |
//! | a case on disk | `case.rs` |

mod camera;
mod canvas;
mod case;
mod coverage;
mod fault;
mod field;
mod follicles;
mod light;
mod look;
mod outline;
mod props;
mod relief;
mod ring;
mod scene;
mod spec;
mod spectra;
mod spots;
mod stubble;
mod tint;
mod truth;

pub use canvas::{Canvas, paint_scene};
pub use case::{
    BUNDLED_SEED, CASE_NAME, CaseFile, PHOTO_NAME, RulerClicks, case_spec, render_case, skin_spectra,
    write_case,
};
pub use fault::FaultSpec;
pub use look::LookSpec;
pub use scene::{Scene, SceneError, render_scene};
pub use spec::{
    CameraSpec, CardSpec, HairPattern, HairSpec, LightSpec, ScarSpec, SceneSpec, SkinSpec, SpotSpec,
};
pub use spectra::{HairColor, changed, paler};
pub use truth::{SceneTruth, TrueTones};
