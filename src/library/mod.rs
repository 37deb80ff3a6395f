//! The studio's bottles, from `shade_library.ron` (layer 2).
