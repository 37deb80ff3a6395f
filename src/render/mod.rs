//! Pictures with known truth, rendered from measured skin spectra (layer 4).
