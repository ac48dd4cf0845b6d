"""The long run "races with kills": people vote, support and pledge while the server is killed."""
