"""The command line: `passerelle up | train | understand | evaluate | talk | catalog | user`."""
