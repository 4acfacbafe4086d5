"""The proxy in front of Kompas: its Caddyfile, and the pages that it shows when Kompas itself cannot answer."""
