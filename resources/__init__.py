"""Things that are not code: icons, fonts, styles, catalogues of translations, reference data."""
