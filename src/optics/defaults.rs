//! Constants of the model with unit, source and confidence. *Assumed* ones are studio settings, which healed
//! results re-fit.

/// Haemoglobin in whole blood, g/L (Prahl; high confidence).
pub const HAEMOGLOBIN_G_PER_L: f64 = 150.0;
/// Molar mass of haemoglobin, g/mol (Prahl; high confidence).
pub const HAEMOGLOBIN_G_PER_MOL: f64 = 64_500.0;
/// Share of haemoglobin that carries oxygen (high confidence).
pub const OXYGEN_SATURATION: f64 = 0.75;
/// Thickness of the epidermis, mm (textbooks: 0.06 to 0.1; medium confidence).
pub const EPIDERMIS_MM: f64 = 0.08;
/// Internal diffuse reflectance of the surface, Saunderson's k2 for n = 1.4 (high confidence). k1 is 0: glare is
/// excluded.
pub const SURFACE_INTERNAL_REFLECTANCE: f64 = 0.52;

/// Starting point and centre of the priors: exponent b of the scattering (Jacques 2013).
pub const SCATTERING_POWER: f64 = 1.42;
/// Centre of the priors: reduced scattering at 500 nm, 1/cm (Jacques 2013).
pub const SCATTERING_AMPLITUDE: f64 = 46.0;
/// Residual of the inversion, CIEDE2000, above which a tone is outside the skin model.
pub const OUTSIDE_SKIN_MODEL_DELTA_E: f64 = 2.0;

/// Clear dermis above healed pigment, mm (*assumed*; 0.01 to 0.3).
pub const CLEAR_DEPTH_MM: f64 = 0.04;
/// The clear depth of fresh pigment as a share of the healed one (*assumed*).
pub const FRESH_CLEAR_DEPTH_FACTOR: f64 = 0.25;
/// Thickness of the pigmented dermis, mm (*assumed*).
pub const LAYER_MM: f64 = 0.2;
/// Millilitres of mix held by a millilitre of fresh tissue (*assumed*, low confidence; 0.02 to 0.2).
pub const DEPOSIT: f64 = 0.08;
/// Share of the pigment held in normal skin after healing (*assumed*; 0.4 to 0.8).
pub const HOLD_SKIN: f64 = 0.60;
/// Share of the pigment held in a scar after healing (*assumed*; 0.25 to 0.85).
pub const HOLD_SCAR: f64 = 0.55;
/// Uptake of a scar relative to normal skin (*assumed*; 0.5 to 1.6).
pub const UPTAKE_SCAR: f64 = 1.0;
/// Days after which a mark counts as healed; before, it is fresh.
pub const HEALED_DAYS: f64 = 28.0;
/// Days in a year.
pub const DAYS_PER_YEAR: f64 = 365.25;
/// Half-life of carbon, years (*assumed*, ordering from the trade).
pub const HALF_LIFE_CARBON_YEARS: f64 = 12.0;
/// Half-life of iron oxides, years (*assumed*, ordering from the trade).
pub const HALF_LIFE_IRON_OXIDE_YEARS: f64 = 6.0;
/// Half-life of organic colourants, years (*assumed*, ordering from the trade).
pub const HALF_LIFE_ORGANIC_YEARS: f64 = 3.0;
/// Half-life of titanium dioxide, years (*assumed*, ordering from the trade).
pub const HALF_LIFE_TITANIUM_DIOXIDE_YEARS: f64 = 20.0;
/// Solids of a full-strength jar, mg/ml (one technician's figure).
pub const FULL_STRENGTH_MG_PER_ML: f64 = 150.0;

/// Yule-Nielsen's n: light spreads between marks (transport length at least the spacing; 1 to 2).
pub const YULE_NIELSEN: f64 = 2.0;
/// Largest share of an area that marks can take.
pub const MOST_COVER: f64 = 0.78;
/// Share of the area taken by marks when none is given.
pub const MARK_COVER: f64 = 0.05;
/// Width of a fresh mark, mm.
pub const FRESH_DIAMETER_MM: f64 = 0.25;
/// Width of a healed mark, mm (*assumed*).
pub const HEALED_DIAMETER_MM: f64 = 0.18;

/// Thickness of a drawdown's film, mm.
pub const DRAWDOWN_MM: f64 = 0.05;
/// Weight of the label's solids in the fit of a ladder, against the sum of squared CIEDE2000.
pub const LABEL_WEIGHT: f64 = 0.1;
