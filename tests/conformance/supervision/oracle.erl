%% SPDX-License-Identifier: BSD-3-Clause
%% Copyright (c) 2026, the Troupe authors
%%
%% Plays scenarios against OTP's own supervisor. A scenario arrives on standard input as an Erlang
%% term behind four bytes of length, its raw trace leaves in the same way on standard output. Run
%% with one scheduler, so that the order of what the collector sees is the order of what happened.
-module(oracle).

-export([main/0, init/1, monotonic_time/1, start_worker/4, start_worker/5, start_supervisor/4]).

main() ->
    load_supervisor(),
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    ets:new(oracle, [named_table, public]),
    Port = open_port({fd, 0, 1}, [{packet, 4}, binary, eof]),
    serve(Port).

serve(Port) ->
    receive
        {Port, {data, Text}} ->
            {ok, Tokens, _} = erl_scan:string(binary_to_list(Text)),
            {ok, {Tree, Steps}} = erl_parse:parse_term(Tokens),
            port_command(Port, play(Tree, Steps)),
            serve(Port);
        {Port, eof} ->
            halt(0)
    end.

%% OTP's supervisor as it is, with a clock of ours in place of one function.
load_supervisor() ->
    File = code:which(supervisor),
    {ok, {_, [{abstract_code, {_, Forms}}]}} = beam_lib:chunks(File, [abstract_code]),
    {ok, supervisor, Code} = compile:forms(replace_clock(Forms), [binary]),
    code:unstick_dir(filename:dirname(File)),
    {module, supervisor} = code:load_binary(supervisor, File, Code).

replace_clock({remote, Line, {atom, L, erlang}, {atom, _, monotonic_time} = Name}) ->
    {remote, Line, {atom, L, oracle}, Name};
replace_clock(Form) when is_tuple(Form) ->
    list_to_tuple(replace_clock(tuple_to_list(Form)));
replace_clock(Forms) when is_list(Forms) ->
    lists:map(fun replace_clock/1, Forms);
replace_clock(Form) ->
    Form.

monotonic_time(1) ->
    ets:lookup_element(oracle, clock, 2).

%% The play.

play(Tree, Steps) ->
    ets:delete_all_objects(oracle),
    ets:insert(oracle, {clock, 0}),
    define("-", Tree),
    Collector = spawn_link(fun() -> collect([], 0, #{}) end),
    ets:insert(oracle, {collector, Collector}),
    {child, Root, _, Script, _} = Tree,
    ets:insert(oracle, {root, Root}),
    _ = start_supervisor("-", Root, Root, Script),
    {First, Calls} = finish([]),
    {Parts, Left} = lists:foldl(fun(Step, {Done, Open}) ->
                                        {Part, Still} = finish(perform(Step, Open)),
                                        {[Part | Done], Still}
                                end, {[First], Calls}, Steps),
    {Last, _} = finish(perform(stop, Left)),
    unlink(Collector),
    exit(Collector, kill),
    drain(),
    lists:reverse([Last | Parts]).

drain() ->
    receive {'EXIT', Pid, _} when is_pid(Pid) -> drain() after 0 -> ok end.

define(Above, {child, Id, _, _, {Flags, Children}}) ->
    Path = below(Above, Id),
    ets:insert(oracle, {{specs, Path}, {Flags, Children}}),
    lists:foreach(fun(Child) -> define(Path, Child) end, Children);
define(_, _) ->
    ok.

below("-", Id) -> Id;
below(Path, Id) -> Path ++ "/" ++ Id.

init(Path) ->
    Key = case ets:member(oracle, {replaced, self()}) of
              true -> {replaced, self()};
              false -> {specs, Path}
          end,
    {Flags, Children} = ets:lookup_element(oracle, Key, 2),
    {ok, {Flags, [child_spec(Path, Child) || Child <- Children]}}.

child_spec(Above, {child, Id, Spec, Script, none}) ->
    Spec#{id => Id, start => {?MODULE, start_worker, [Above, Id, Id, Script]}};
child_spec(Above, {child, Id, Spec, Script, _}) ->
    Spec#{id => Id, start => {?MODULE, start_supervisor, [Above, Id, Id, Script]}}.

%% Start functions: they run in the supervisor.

start_worker(Above, Id, _, Script, Name) ->
    start_worker(Above, Id, Name, Script).

start_worker(Above, Id, Name, {_, _, _, WhenAsked} = Script) ->
    start(Above, Id, Name, Script, fun() ->
        Self = self(),
        Pid = spawn_link(fun() ->
            process_flag(trap_exit, WhenAsked =/= shutdown),
            Self ! {ready, self()},
            work(WhenAsked)
        end),
        receive {ready, Pid} -> {ok, Pid} end
    end).

work(WhenAsked) ->
    receive
        {finish, Reason} -> exit(Reason);
        {'EXIT', _, shutdown} when WhenAsked =/= hangs -> exit(WhenAsked);
        _ -> work(WhenAsked)
    end.

start_supervisor(Above, Id, Name, Script) ->
    start(Above, Id, Name, Script, fun() -> supervisor:start_link(?MODULE, below(Above, Id)) end).

start(Above, Id, Name, {Fails, From, Ignores, _}, Start) ->
    Attempt = ets:update_counter(oracle, {attempt, Above, Id}, 1, {{attempt, Above, Id}, 0}),
    case lists:member(Attempt, Ignores) of
        true ->
            event(Above, Name ++ " ignored"),
            ignore;
        false ->
            Fail = lists:member(Attempt, Fails) orelse (From > 0 andalso Attempt >= From),
            Result = if Fail -> {error, scripted}; true -> Start() end,
            case Result of
                {ok, Pid} -> watch(Above, Name, Pid);
                _ -> event(Above, Name ++ " failed")
            end,
            Result
    end.

%% The collector.

collector() ->
    ets:lookup_element(oracle, collector, 2).

event(Above, Text) ->
    collector() ! {event, Above, Text}.

watch(Above, Name, Pid) ->
    ets:insert(oracle, [{{pid, below(Above, Name)}, Pid}, {{name, Pid}, Name}, {{parent, Pid}, self()}]),
    collector() ! {watch, self(), Above, Name, Pid},
    receive {watched, Pid} -> ok end.

collect(Events, Count, Names) ->
    receive
        {event, Above, Text} ->
            collect([{Above, Text} | Events], Count + 1, Names);
        {watch, From, Above, Name, Pid} ->
            monitor(process, Pid),
            From ! {watched, Pid},
            collect([{Above, Name ++ " started"} | Events], Count + 1, Names#{Pid => {Above, Name}});
        {'DOWN', _, process, Pid, Reason} ->
            {{Above, Name}, Others} = maps:take(Pid, Names),
            collect([{Above, Name ++ " ended " ++ reason(Reason)} | Events], Count + 1, Others);
        {count, From} ->
            From ! {count, Count},
            collect(Events, Count, Names);
        {take, From} ->
            From ! {taken, lists:reverse(Events)},
            collect([], Count, Names)
    end.

reason(normal) -> "normal";
reason(shutdown) -> "shutdown";
reason({shutdown, _}) -> "shutdown";
reason(killed) -> "killed";
reason(_) -> "error".

%% Steps. Calls that are not answered yet are {Path, Verb, Answer or request}, the newest first.

perform({exit, Path, Reason}, Calls) ->
    case alive(Path) of
        false ->
            Calls;
        Pid ->
            Monitor = monitor(process, Pid),
            case Reason of
                killed -> exit(Pid, kill);
                _ -> Pid ! {finish, Reason}
            end,
            receive {'DOWN', Monitor, process, Pid, _} -> Calls end
    end;
perform({start, Path, {child, Id, _, _, _} = Child}, Calls) ->
    case ets:lookup(oracle, {specs, Path}) of
        [{_, {#{strategy := simple_one_for_one}, _}}] -> call(Path, start, {start_child, [Id]}, Calls);
        _ -> call(Path, start, {start_child, child_spec(Path, Child)}, Calls)
    end;
perform({terminate, Path, Id}, Calls) ->
    call(Path, terminate, {terminate_child, name(Path, Id)}, Calls);
perform({restart, Path, Id}, Calls) ->
    call(Path, restart, {restart_child, name(Path, Id)}, Calls);
perform({remove, Path, Id}, Calls) ->
    call(Path, delete, {delete_child, name(Path, Id)}, Calls);
perform({spec, Path, Id}, Calls) ->
    call(Path, spec, {get_childspec, name(Path, Id)}, Calls);
perform({count, Path}, Calls) ->
    call(Path, count, count_children, Calls);
perform({replace, Path, Flags, Children}, Calls) ->
    case alive(Path) of
        false ->
            [{Path, replace, {answer, {error, noproc}}} | Calls];
        Pid ->
            ets:insert(oracle, {{replaced, Pid}, {Flags, Children}}),
            sys:suspend(Pid),
            Answer = sys:change_code(Pid, ?MODULE, 1, []),
            sys:resume(Pid),
            [{Path, replace, {answer, Answer}} | Calls]
    end;
perform({advance, Seconds}, Calls) ->
    ets:update_counter(oracle, clock, Seconds),
    Calls;
perform({suspend, Path}, Calls) ->
    case alive(Path) of
        false -> ok;
        Pid ->
            erlang:suspend_process(Pid),
            ets:insert(oracle, {suspended, Path, Pid})
    end,
    Calls;
perform({resume, _}, Calls) ->
    resume(),
    Calls;
perform(stop, Calls) ->
    resume(),
    settle(-1),
    case alive(ets:lookup_element(oracle, root, 2)) of
        false -> ok;
        Pid ->
            Monitor = monitor(process, Pid),
            exit(Pid, shutdown),
            receive {'DOWN', Monitor, process, Pid, _} -> ok end
    end,
    Calls.

resume() ->
    case ets:take(oracle, suspended) of
        [{_, _, Pid}] -> erlang:resume_process(Pid);
        [] -> ok
    end.

suspended() ->
    case ets:lookup(oracle, suspended) of
        [{_, _, Pid}] -> Pid;
        [] -> none
    end.

alive(Path) ->
    case ets:lookup(oracle, {pid, Path}) of
        [{_, Pid}] -> is_process_alive(Pid) andalso Pid;
        [] -> false
    end.

%% Dynamic children are known by their process; one of an earlier supervisor is as good as a stranger.
name(Path, Id) ->
    case {ets:lookup(oracle, {specs, Path}), ets:lookup(oracle, {pid, below(Path, Id)})} of
        {[{_, {#{strategy := simple_one_for_one}, _}}], [{_, Pid}]} ->
            case ets:lookup_element(oracle, {parent, Pid}, 2) =:= alive(Path) of
                true -> Pid;
                false -> self()
            end;
        _ ->
            Id
    end.

call(Path, Verb, Request, Calls) ->
    case alive(Path) of
        false -> [{Path, Verb, {answer, {error, noproc}}} | Calls];
        Pid -> [{Path, Verb, {request, Pid, gen_server:send_request(Pid, Request)}} | Calls]
    end.

%% Waits until nothing changes, and tells what happened. Keeps the calls to one that is suspended.
finish(Calls) ->
    {Answered, Open} = answers(lists:reverse(Calls), suspended()),
    settle(-1),
    collector() ! {take, self()},
    Events = receive {taken, All} -> All end,
    States = [["S ", Path, $\t, State, $\n] || {Path, Pid} <- supervisors(),
                                               State <- state(Pid)],
    Part = ["P\n",
            [["E ", Above, $\t, Text, $\n] || {Above, Text} <- Events],
            [["A ", Answer, $\n] || Answer <- Answered],
            States],
    {Part, lists:reverse(Open)}.

answers(Calls, Suspended) ->
    {Open, Ready} = lists:partition(fun({_, _, {request, Pid, _}}) -> Pid =:= Suspended;
                                       (_) -> false
                                    end, Calls),
    {[[atom_to_list(Verb), $\s, told(Verb, answer(How))] || {_, Verb, How} <- Ready], Open}.

answer({answer, Answer}) -> Answer;
answer({request, _, Request}) ->
    case gen_server:receive_response(Request, infinity) of
        {reply, Answer} -> Answer;
        {error, _} -> {error, noproc}
    end.

told(_, ok) -> "ok";
told(_, {ok, undefined}) -> "ignored";
told(_, {ok, Pid}) when is_pid(Pid) -> "ok";
told(spec, {ok, #{restart := Restart, significant := Significant, shutdown := Shutdown, type := Type}}) ->
    io_lib:format("~p ~p ~p ~p", [Restart, Significant, Shutdown, Type]);
told(count, [{specs, Specs}, {active, Active}, {supervisors, Supervisors}, {workers, Workers}]) ->
    io_lib:format("~p ~p ~p ~p", [Specs, Active, Supervisors, Workers]);
told(_, {error, {already_started, _}}) -> "already_started";
told(_, {error, scripted}) -> "start_failed";
told(_, {error, {scripted, _}}) -> "start_failed";
told(restart, {error, {shutdown, {failed_to_start_child, _, _}}}) -> "start_failed";
told(_, {error, noproc}) -> "noproc";
told(replace, {error, _}) -> "bad_spec";
told(start, {error, Bad}) when is_tuple(Bad) -> ["bad_spec ", atom_to_list(element(1, Bad))];
told(start, {error, missing_id}) -> "bad_spec missing_id";
told(_, {error, Why}) -> atom_to_list(Why).

settle(Before) ->
    _ = [state(Pid) || {_, Pid} <- supervisors()],
    collector() ! {count, self()},
    receive
        {count, Before} -> ok;
        {count, Now} -> settle(Now)
    end.

%% Those that live and answer, by path.
supervisors() ->
    Suspended = suspended(),
    lists:sort([{Path, Pid} || [Path] <- ets:match(oracle, {{specs, '$1'}, '_'}),
                               Pid <- [alive(Path)], Pid =/= false, Pid =/= Suspended]).

state(Pid) ->
    try supervisor:which_children(Pid) of
        Children -> [lists:join($\s, lists:reverse([child_state(Child) || Child <- Children]))]
    catch
        exit:_ -> []
    end.

child_state({undefined, restarting, _, _}) -> "restarting";
child_state({undefined, Pid, _, _}) -> [ets:lookup_element(oracle, {name, Pid}, 2), "=up"];
child_state({Id, undefined, _, _}) -> [Id, "=down"];
child_state({Id, restarting, _, _}) -> [Id, "=restarting"];
child_state({Id, _, _, _}) -> [Id, "=up"].
