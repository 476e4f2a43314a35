from django.urls import path

from portal.views import accounts, health

app_name = "portal"
urlpatterns = [
    path("sign-in/", accounts.sign_in, name="sign_in"),
    path("sign-out/", accounts.sign_out, name="sign_out"),
    path("language/", accounts.set_language, name="set_language"),
    path("hat/", accounts.switch_hat, name="switch_hat"),
    path("account/", accounts.my_account, name="my_account"),
    path("account/password/", accounts.change_password, name="change_password"),
    path("account/sessions/", accounts.my_sessions, name="my_sessions"),
    path("account/sessions/<uuid:session_ref>/end/", accounts.end_session, name="end_session"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
]
