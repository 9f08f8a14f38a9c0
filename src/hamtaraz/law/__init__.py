"""What the directives say, as plain functions that store nothing and know no web."""
