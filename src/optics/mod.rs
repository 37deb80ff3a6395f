//! The physical model: pigment in skin to reflectance (layer 1).
