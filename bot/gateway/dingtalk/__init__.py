"""DingTalk behind the seam: Stream in, OpenAPI out."""
