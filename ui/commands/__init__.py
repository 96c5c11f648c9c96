"""The commands of `copydesk` that read an archive, one file each; `ui.cli` mounts them.

Whatever takes time to import is imported inside the functions, so that `copydesk --help` comes at once and `copydesk
ask` loads no page.
"""
