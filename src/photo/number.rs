//! The few narrowing conversions that pixels need, in one place.

/// To single precision, which is enough for pixels.
#[expect(clippy::cast_possible_truncation, reason = "pixels are single precision")]
pub(crate) fn single(value: f64) -> f32 {
    value as f32
}

/// The whole number at or below a value, 0 for what is negative or not a number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates, which is what is wanted"
)]
pub(crate) fn floor_index(value: f64) -> usize {
    value.max(0.0) as usize
}

/// Nearest code of an 8-bit channel for a value of 0..=255.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
pub(crate) fn code(value: f32) -> u8 {
    (value + 0.5).clamp(0.0, 255.0) as u8
}
