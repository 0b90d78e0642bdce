"""The protection of every form against being sent from elsewhere."""

from flask_wtf.csrf import CSRFProtect

csrf = CSRFProtect()
