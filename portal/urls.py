from django.urls import path

from portal.views import accounts, health, inbox, lists

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
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/count/", inbox.count, name="inbox_count"),
    path("lists/<slug:list_key>/columns/", lists.columns, name="list_columns"),
    path("lists/<slug:list_key>/views/", lists.save_view, name="save_view"),
    path("saved-views/", lists.saved_views, name="saved_views"),
    path("saved-views/<uuid:view_id>/name/", lists.rename_view, name="rename_view"),
    path("saved-views/<uuid:view_id>/first/", lists.open_first, name="open_view_first"),
    path("saved-views/<uuid:view_id>/delete/", lists.drop_view, name="drop_view"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
]
