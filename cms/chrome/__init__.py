"""What stands around every page: name, colours, menus, legal pages."""
