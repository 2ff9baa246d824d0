"""The counsellors' desk: sign in, live queue, one conversation at a time, in the browser."""
