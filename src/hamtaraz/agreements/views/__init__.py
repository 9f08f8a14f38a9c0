"""The pages of the agreements room: the list, one agreement, editing a draft, downloads."""
