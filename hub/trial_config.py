"""The hub as it is, for hub/load.py: on this machine alone, one shared password, and a service that starts servers."""

import os

from jupyterhub.auth import DummyAuthenticator, LocalAuthenticator

load_subconfig(os.path.join(os.path.dirname(__file__), "jupyterhub_config.py"))  # noqa: F821


class Trial(LocalAuthenticator, DummyAuthenticator):
    """Accounts of this machine, all with the password of the trial."""


c = get_config()  # noqa: F821
port = int(os.environ["TRIAL_PORT"])
c.JupyterHub.bind_url = f"http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{port + 1}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{port + 2}"
c.JupyterHub.authenticator_class = Trial
c.JupyterHub.cleanup_servers = True
c.Authenticator.allow_all = True
c.DummyAuthenticator.password = os.environ["TRIAL_TOKEN"]
c.LocalAuthenticator.create_system_users = True
c.LocalAuthenticator.add_user_cmd = [*c.LocalAuthenticator.add_user_cmd, "--base-dir", os.environ["TRIAL_HOMES"]]
c.JupyterHub.services = [*c.JupyterHub.services, {"name": "load", "api_token": os.environ["TRIAL_TOKEN"]}]
c.JupyterHub.load_roles = [
    *c.JupyterHub.load_roles,
    {"name": "load", "scopes": ["admin:users", "admin:servers", "access:servers", "tokens"], "services": ["load"]},
]
