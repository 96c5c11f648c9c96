"""The archive for assistants that speak the Model Context Protocol: tools, resources, exact spans."""
