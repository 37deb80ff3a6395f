//! Colours of photos: every profile means what palette says it means.

#[path = "support/photos.rs"]
mod photos;

use image::{ExtendedColorType, ImageEncoder as _};
use palette::convert::FromColorUnclamped as _;
use palette::{encoding, rgb::Rgb};
use photos::{COLORS, apart, by_palette, codes, decode, lab, png, shared, with_chunk};
use scalp_shade::color::{Lab, Xyz, lab_of};
use scalp_shade::photo::{DecodeLimits, LinearImage, PhotoError, load_photo};

fn png16(profile: Vec<u8>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut file);
    encoder.set_icc_profile(profile).expect("PNG takes a profile");
    let samples: Vec<u8> = codes().iter().flat_map(|c| [*c, *c]).collect();
    encoder.write_image(&samples, 12, 1, ExtendedColorType::Rgb16).expect("PNG can be written");
    file
}

fn tiff(profile: Vec<u8>) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let mut encoder = image::codecs::tiff::TiffEncoder::new(&mut file);
    encoder.set_icc_profile(profile).expect("TIFF takes a profile");
    encoder.write_image(&codes(), 12, 1, ExtendedColorType::Rgb8).expect("TIFF can be written");
    file.into_inner()
}

fn webp(profile: Vec<u8>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut file);
    encoder.set_icc_profile(profile).expect("WebP takes a profile");
    encoder.write_image(&codes(), 12, 1, ExtendedColorType::Rgb8).expect("WebP can be written");
    file
}

/// Each colour fills a block of 16 by 16, so that the codes are even inside it.
fn jpeg(profile: Vec<u8>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, 100);
    encoder.set_icc_profile(profile).expect("JPEG takes a profile");
    let row: Vec<u8> = COLORS.iter().flat_map(|c| c.repeat(16)).collect();
    encoder.write_image(&row.repeat(16), 192, 16, ExtendedColorType::Rgb8).expect("JPEG can be written");
    file
}

fn prophoto_by_palette(codes: [u8; 3]) -> Lab {
    use palette::chromatic_adaptation::AdaptIntoUnclamped as _;
    let rgb = Rgb::<encoding::ProPhotoRgb, f64>::from(codes.map(|c| f64::from(c) / 255.0));
    let xyz: Xyz =
        palette::Xyz::<palette::white_point::D50, f64>::from_color_unclamped(rgb).adapt_into_unclamped();
    lab_of(xyz)
}

/// Space, what the facts call it, and palette's conversion.
type Space = (&'static str, fn([u8; 3]) -> Lab);

const SPACES: [Space; 5] = [
    ("sRGB", by_palette::<encoding::Srgb>),
    ("Display P3", by_palette::<encoding::DisplayP3>),
    ("Adobe RGB", by_palette::<encoding::AdobeRgb>),
    ("ProPhoto RGB", prophoto_by_palette),
    ("Rec. 2020", by_palette::<encoding::Rec2020>),
];

/// Colours that only `ProPhoto` has are clipped.
fn beyond_rec2020(lab: Lab) -> bool {
    let xyz = scalp_shade::color::xyz_of(lab);
    let rgb = Rgb::<encoding::Linear<encoding::Rec2020>, f64>::from_color_unclamped(xyz);
    <[f64; 3]>::from(rgb).iter().any(|v| !(-1e-6..=1.000_001).contains(v))
}

fn check_space(profile: &[u8], name: &str, expected: fn([u8; 3]) -> Lab) {
    let lossless = [
        ("PNG", png(Some(profile.to_vec()))),
        ("16-bit PNG", png16(profile.to_vec())),
        ("TIFF", tiff(profile.to_vec())),
        ("WebP", webp(profile.to_vec())),
    ];
    for (format, file) in lossless {
        let photo = decode(&file).unwrap_or_else(|e| panic!("{name} in {format}: {e}"));
        assert_eq!(photo.facts.taken_as, name, "{format}");
        for (codes, pixel) in COLORS.iter().zip(photo.image.pixels()) {
            let (mine, theirs) = (lab(*pixel), expected(*codes));
            if beyond_rec2020(theirs) {
                continue;
            }
            assert!(apart(mine, theirs) < 0.05, "{name} in {format}, {codes:?}: {mine:?} {theirs:?}");
        }
    }
    let file = jpeg(profile.to_vec());
    let photo = decode(&file).unwrap_or_else(|e| panic!("{name} in JPEG: {e}"));
    let stored = image::load_from_memory(&file).expect("a JPEG").to_rgb8();
    for x in (8..192).step_by(16) {
        let codes = stored.get_pixel(x, 8).0;
        let mine = lab(photo.image.pixel(x, 8).expect("inside"));
        if beyond_rec2020(expected(codes)) {
            continue;
        }
        assert!(apart(mine, expected(codes)) < 0.05, "{name} in JPEG, {codes:?}: {mine:?}");
    }
}

#[test]
fn embedded_profiles_give_the_colours_of_palette() {
    use moxcms::ColorProfile;
    let profiles = [
        ColorProfile::new_srgb(),
        ColorProfile::new_display_p3(),
        ColorProfile::new_adobe_rgb(),
        ColorProfile::new_pro_photo_rgb(),
    ];
    for (profile, (name, expected)) in profiles.iter().zip(SPACES) {
        check_space(&profile.encode().expect("a profile"), name, expected);
    }
}

#[test]
fn compact_profiles_give_the_colours_of_palette() {
    let Some(folder) = shared("icc/profiles") else { return };
    let names = ["sRGB-v4", "DisplayP3-v4", "AdobeCompat-v4", "ProPhoto-v4", "Rec2020-v4"];
    for (file, (name, expected)) in names.iter().zip(SPACES).chain([(&"DisplayP3-v2-micro", SPACES[1])]) {
        let profile = std::fs::read(folder.join(format!("{file}.icc"))).expect("the profile is there");
        check_space(&profile, name, expected);
    }
    let grey = std::fs::read(folder.join("sGrey-v4.icc")).expect("the profile is there");
    let mut file = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut file);
    encoder.set_icc_profile(grey.clone()).expect("PNG takes a profile");
    encoder.write_image(&[0, 100, 255], 3, 1, ExtendedColorType::L8).expect("PNG can be written");
    let photo = decode(&file).expect("grey");
    assert_eq!(photo.facts.taken_as, "grey with the sRGB curve");
    let expected = by_palette::<encoding::Srgb>([100; 3]);
    assert!(apart(lab(photo.image.pixels()[1]), expected) < 0.05);
    let mismatch = decode(&png(Some(grey))).expect_err("a grey profile in a colour picture").to_string();
    assert!(mismatch.contains("sGry") && mismatch.contains("grey"), "{mismatch}");
}

#[test]
fn untagged_is_srgb_and_said_so_and_other_statements_count() {
    let plain = decode(&png(None)).expect("a PNG");
    assert!(plain.facts.taken_as.contains("sRGB (assumed"), "{}", plain.facts.taken_as);
    for (codes, pixel) in COLORS.iter().zip(plain.image.pixels()) {
        assert!(apart(lab(*pixel), by_palette::<encoding::Srgb>(*codes)) < 0.05, "{codes:?}");
    }
    let p3 = decode(&with_chunk(&png(None), *b"cICP", &[12, 13, 0, 1])).expect("P3 by code points");
    assert_eq!(p3.facts.taken_as, "Display P3 (code points)");
    for (codes, pixel) in COLORS.iter().zip(p3.image.pixels()) {
        assert!(apart(lab(*pixel), by_palette::<encoding::DisplayP3>(*codes)) < 0.05, "{codes:?}");
    }
    let hdr = decode(&with_chunk(&png(None), *b"cICP", &[9, 16, 0, 1])).expect_err("PQ").to_string();
    assert!(hdr.contains("HDR") && hdr.contains("PQ"), "{hdr}");
    let gamma = decode(&with_chunk(&png(None), *b"gAMA", &100_000_u32.to_be_bytes())).expect("linear");
    assert_eq!(gamma.image.pixels()[2], [32896; 3], "code 128 of linear light");
}

/// A profile whose tables say that the picture is sRGB: `mft2` of 33 steps, to Lab (ICC.1:2001, 6.5.8).
fn table_profile(space: [u8; 4], lab_of_inks: impl Fn(&[f64]) -> Lab, inks: u8, steps: u8) -> Vec<u8> {
    let mut table = b"mft2\0\0\0\0".to_vec();
    table.extend([inks, 3, steps, 0]);
    for value in [1_u32, 0, 0, 0, 1, 0, 0, 0, 1] {
        table.extend((value << 16).to_be_bytes());
    }
    table.extend([0, 2, 0, 2]);
    for _ in 0..inks {
        table.extend([0, 0, 0xFF, 0xFF]);
    }
    let (steps, inks) = (usize::from(steps), usize::from(inks));
    for i in 0..steps.pow(u32::try_from(inks).expect("few")) {
        let amounts: Vec<f64> = (0..inks)
            .map(|k| {
                (i / steps.pow(u32::try_from(inks - 1 - k).expect("few")) % steps) as f64 / (steps - 1) as f64
            })
            .collect();
        let lab = lab_of_inks(&amounts);
        for v in [lab.l * 652.8, (lab.a + 128.0) * 256.0, (lab.b + 128.0) * 256.0] {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
            table.extend((v.round().clamp(0.0, 65535.0) as u16).to_be_bytes());
        }
    }
    for _ in 0..3 {
        table.extend([0, 0, 0xFF, 0xFF]);
    }
    let description = b"desc\0\0\0\0\0\0\0\x05Test\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    let mut profile = vec![0; 128];
    profile[8] = 2;
    profile[9] = 0x40;
    profile[12..16].copy_from_slice(b"prtr");
    profile[16..20].copy_from_slice(&space);
    profile[20..24].copy_from_slice(b"Lab ");
    profile[36..40].copy_from_slice(b"acsp");
    for (i, v) in [0x0000_F6D6_u32, 0x0001_0000, 0x0000_D32D].iter().enumerate() {
        profile[68 + 4 * i..72 + 4 * i].copy_from_slice(&v.to_be_bytes());
    }
    let be = |v: usize| u32::try_from(v).expect("small").to_be_bytes();
    profile.extend(be(2));
    let first = 128 + 4 + 2 * 12;
    let second = first + description.len();
    for (name, at, length) in [(b"desc", first, description.len()), (b"A2B0", second, table.len())] {
        profile.extend(name);
        profile.extend(be(at));
        profile.extend(be(length));
    }
    profile.extend(description);
    profile.extend(table);
    let length = be(profile.len());
    profile[..4].copy_from_slice(&length);
    profile
}

/// Lab under D50, as profiles want it, of a colour in sRGB.
fn lab_d50(codes: [f64; 3]) -> Lab {
    use palette::chromatic_adaptation::AdaptIntoUnclamped as _;
    let xyz: palette::Xyz<palette::white_point::D50, f64> =
        Xyz::from_color_unclamped(palette::Srgb::from(codes)).adapt_into_unclamped();
    let lab = palette::Lab::<palette::white_point::D50, f64>::from_color_unclamped(xyz);
    Lab::new(lab.l, lab.a, lab.b)
}

#[test]
fn profiles_of_tables_are_converted() {
    let profile = table_profile(*b"RGB ", |v| lab_d50([v[0], v[1], v[2]]), 3, 33);
    let photo = decode(&png(Some(profile))).expect("a profile of tables");
    assert_eq!(photo.facts.taken_as, "RGB by the tables of its profile");
    assert_eq!(photo.facts.profile.as_deref(), Some("Test"));
    for (codes, pixel) in COLORS.iter().zip(photo.image.pixels()) {
        let (mine, theirs) = (lab(*pixel), by_palette::<encoding::Srgb>(*codes));
        assert!(apart(mine, theirs) < 1.0, "{codes:?}: {mine:?} {theirs:?}");
    }
}

#[test]
fn cmyk_is_converted_by_its_profile_or_refused() {
    let Some(folder) = shared("odd") else { return };
    let plain = std::fs::read(folder.join("pillow_pil_sample_cmyk.jpg")).expect("the CMYK sample is there");
    let refused = decode(&plain).expect_err("CMYK without a profile");
    assert!(matches!(refused, PhotoError::CmykWithoutProfile), "{refused}");

    let inks = |v: &[f64]| lab_d50([0, 1, 2].map(|i| (1.0 - v[i]) * (1.0 - v[3])));
    let profile = table_profile(*b"CMYK", inks, 4, 9);
    let mut segment = b"\xFF\xE2".to_vec();
    segment.extend(u16::try_from(profile.len() + 16).expect("short").to_be_bytes());
    segment.extend(b"ICC_PROFILE\0\x01\x01");
    segment.extend(&profile);
    let tagged = [&plain[..2], &segment, &plain[2..]].concat();
    let photo = decode(&tagged).expect("CMYK with a profile");
    assert!(photo.facts.taken_as.starts_with("CMYK"), "{}", photo.facts.taken_as);
    // `image` converts such files with the same formula, to sRGB.
    let naive = image::load_from_memory(&plain).expect("a JPEG").to_rgb8();
    let (mut total, mut count) = (0.0, 0.0);
    for (x, y, codes) in naive.enumerate_pixels().step_by(37) {
        let mine = lab(photo.image.pixel(x, y).expect("the same size"));
        total += apart(mine, by_palette::<encoding::Srgb>(codes.0));
        count += 1.0;
    }
    assert!(total / count < 1.5, "mean difference {}", total / count);
}

#[test]
fn hidden_words_show() {
    let Some(folder) = shared("icc") else { return };
    let load =
        |name: &str| load_photo(&folder.join(name), &DecodeLimits::default()).expect("a sound photo").image;
    let share = |image: &LinearImage, color: Lab, within: f64| {
        let near = image.pixels().iter().filter(|p| apart(lab(**p), color) < within).count();
        near as f64 / image.pixels().len() as f64
    };
    let srgb_red = by_palette::<encoding::Srgb>([255, 0, 0]);
    for (name, red) in [
        ("codelogic_P3-sRGB-red.png", by_palette::<encoding::DisplayP3>([255, 0, 0])),
        ("codelogic_P3-sRGB-red.jpg", by_palette::<encoding::DisplayP3>([255, 0, 0])),
        ("codelogic_R2020-sRGB-red.jpg", by_palette::<encoding::Rec2020>([255, 0, 0])),
    ] {
        let image = load(name);
        let (wide, narrow) = (share(&image, red, 3.0), share(&image, srgb_red, 3.0));
        println!("{name}: {wide:.3} of the picture is the wide red, {narrow:.3} the red of sRGB");
        assert!(wide > 0.02 && narrow > 0.02, "{name}: {wide} {narrow}");
    }
    let p3_red = by_palette::<encoding::DisplayP3>([255, 0, 0]);
    assert!(apart(p3_red, Lab::new(54.97, 94.09, 94.78)) < 0.02, "published: {p3_red:?}");

    // The profile of this one says that red is green, green is blue and blue is red.
    let name = "codelogic_rgb-to-gbr-test.jpg";
    let image = load(name);
    let stored = image::open(folder.join(name)).expect("a JPEG").to_rgb8();
    for (x, y, codes) in stored.enumerate_pixels().step_by(97) {
        let [r, g, b] = codes.0.map(|c| (f64::from(c) / 255.0).powf(563.0 / 256.0));
        let expected = lab_of(Xyz::from_color_unclamped(palette::LinSrgb::new(b, r, g)));
        let mine = lab(image.pixel(x, y).expect("inside"));
        assert!(apart(mine, expected) < 0.3, "{codes:?}: {mine:?} {expected:?}");
    }
}
