//! The command line: arguments to text or JSON (layer 7).
