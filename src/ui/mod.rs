//! The window, in egui (layer 7).
